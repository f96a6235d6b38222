import { Buffer } from 'node:buffer';
import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { parseManifest, schemaLineFor } from '../../manifest/index.ts';
import type { Manifest } from '../../manifest/index.ts';
import type { DoctorCheck } from './doctor-check.ts';

const FORMAT_CODES: ReadonlySet<string> = new Set([
  'HYPER_API_VERSION_NEWER',
  'HYPER_API_VERSION_UNKNOWN',
  'HYPER_KIND_UNKNOWN',
]);

interface Parsed {
  readonly isDocument: boolean;
  readonly manifest: Manifest | undefined;
  readonly faults: readonly Diagnostic[];
}

/** Two checks are of the same file: it is parsed once. */
const known = new WeakMap<Uint8Array, Parsed>();

function parsed(file: Uint8Array): Parsed {
  const before = known.get(file);
  if (before !== undefined) return before;
  const { document, diagnostics } = parseDocument(file);
  const outcome = document === undefined ? undefined : parseManifest(document);
  const isDocument = document !== undefined;
  const found = { isDocument, manifest: outcome?.manifest, faults: outcome?.diagnostics ?? diagnostics };
  known.set(file, found);
  return found;
}

/** Whether `registry.yaml` is there and without faults. Pure. */
export function checkRegistryFile(file: Uint8Array | string | undefined): DoctorCheck {
  const id = 'registry';
  if (file === undefined) {
    const hint = 'change into a registry, name it with --registry, or make one: hyper init DIR';
    return { id, status: 'problem', message: 'there is no registry.yaml here or above', hint };
  }
  if (typeof file === 'string') {
    const message = `registry.yaml cannot be read: ${file}`;
    return { id, status: 'problem', message, hint: 'check the permissions of the file and its folders' };
  }
  const { manifest, faults } = parsed(file);
  const [fault] = faults.filter((one) => one.severity === 'error' && !FORMAT_CODES.has(one.code));
  if (fault !== undefined) {
    const message = `registry.yaml has a fault: ${fault.message}`;
    return { id, status: 'problem', message, hint: 'hyper validate' };
  }
  if (manifest !== undefined && manifest.kind !== 'Registry') {
    const message = `registry.yaml is of kind "${manifest.kind}", expected "Registry"`;
    return { id, status: 'problem', message, hint: 'write kind: Registry' };
  }
  const name = manifest === undefined ? '' : ` "${toOneLine(manifest.name)}"`;
  return { id, status: 'ok', message: `the registry${name} can be read`, hint: null };
}

/** Whether this hyper knows the format of the registry; undefined where there is nothing to judge. Pure. */
export function checkFormat(file: Uint8Array | string | undefined): DoctorCheck | undefined {
  if (file === undefined || typeof file === 'string') return undefined;
  const { isDocument, faults } = parsed(file);
  if (!isDocument) return undefined;
  const [fault] = faults.filter((one) => FORMAT_CODES.has(one.code));
  if (fault === undefined) {
    return { id: 'format', status: 'ok', message: 'the format is one that this hyper knows', hint: null };
  }
  const hint = fault.hint ?? 'install the newest hyper';
  return { id: 'format', status: 'problem', message: fault.message, hint };
}

/** Whether an editor learns from `registry.yaml` which schema to check against; undefined where there is no file. Pure. */
export function checkSchemaLine(file: Uint8Array | string | undefined): DoctorCheck | undefined {
  if (file === undefined || typeof file === 'string') return undefined;
  const id = 'schema-line';
  const expected = schemaLineFor('Registry');
  const [first = ''] = Buffer.from(file.subarray(0, 1024)).toString('utf8').split(/\r?\n/u);
  if (first === expected) {
    return { id, status: 'ok', message: 'registry.yaml tells editors its schema', hint: null };
  }
  const isOther = /^#\s*yaml-language-server:/u.test(first);
  const message = isOther
    ? `registry.yaml tells editors another schema than this hyper's: "${toOneLine(first).slice(0, 200)}"`
    : 'registry.yaml does not tell editors its schema, so they complete and check nothing';
  return { id, status: 'warning', message, hint: `put this into its first line: ${expected}` };
}

/** Whether a change of the registry's files has come to its end; undefined where it has. Pure. */
export function checkChange(isChanging: boolean): DoctorCheck | undefined {
  if (!isChanging) return undefined;
  return {
    id: 'change',
    status: 'warning',
    message: 'a change of the registry is being written, or was cut off with some of its files written',
    hint: 'where no hyper is at work on it, make any change: what was begun is finished first, or taken back if it was a commit',
  };
}
