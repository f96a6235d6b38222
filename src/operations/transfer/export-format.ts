import { Buffer } from 'node:buffer';
import { HyperError, digestHex, isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { roleOf, withoutFanOut } from '../../registry/index.ts';
import type { CarriedFile } from './transfer-context.ts';

// An archive is a tar of four things: what it is (hyper-export.json), the files (tree/…), their history (history.bundle)
// and the sha256 of all of these (digests.txt, as sha256sum writes and checks it).

/** In the archive. */
export const FACTS_FILE = 'hyper-export.json';
export const DIGESTS_FILE = 'digests.txt';
export const HISTORY_FILE = 'history.bundle';
export const TREE_FOLDER = 'tree/';
const FORMAT_VERSION = 1;

/** What an archive says of itself. */
export interface ExportFacts {
  /** The registry that it comes from. */
  readonly registry: { readonly id: string | null; readonly name: string; readonly url: string | null };
  readonly namespace: string;
  /** The commit that was exported, as the registry names it. */
  readonly commit: string;
  /** Commits of the bundle, the oldest first, each with the id that it had in the registry. */
  readonly history: readonly (readonly [commit: string, from: string])[];
}

/** The archive's own files around what is exported. Pure. */
export function exportFiles(
  facts: ExportFacts,
  tree: readonly CarriedFile[],
  bundle: Uint8Array,
): CarriedFile[] {
  const text = `${JSON.stringify({ format: 'hyper-export', formatVersion: FORMAT_VERSION, ...facts }, null, 2)}\n`;
  const files = [
    { path: FACTS_FILE, bytes: Buffer.from(text), isExecutable: false },
    { path: HISTORY_FILE, bytes: bundle, isExecutable: false },
    ...tree.map((file) => ({ ...file, path: TREE_FOLDER + file.path })),
  ];
  const digests = files
    .map(({ path, bytes }) => ({ path, line: `${digestHex(bytes)}  ${path}\n` }))
    .sort((left, right) => (left.path < right.path ? -1 : 1))
    .map(({ line }) => line);
  return [...files, { path: DIGESTS_FILE, bytes: Buffer.from(digests.join('')), isExecutable: false }];
}

export interface ReadExport {
  readonly facts: ExportFacts;
  readonly bundle: Uint8Array;
  /** By their paths in the registry. */
  readonly tree: readonly CarriedFile[];
}

/**
 * What an archive holds, once every digest is right and every file is one that a registry has.
 * Errors: `HYPER_EXPORT_UNREADABLE`, `HYPER_EXPORT_ALTERED`, `HYPER_ARCHIVE_UNSAFE`. Pure.
 */
export function readExport(files: readonly CarriedFile[]): ReadExport {
  const byPath = new Map(files.map((file) => [file.path, file.bytes]));
  const [own, digests, bundle] = [FACTS_FILE, DIGESTS_FILE, HISTORY_FILE].map((path) => {
    const bytes = byPath.get(path);
    if (bytes === undefined) throw unreadable(`it has no ${path}`);
    return bytes;
  });
  checkDigests(byPath, Buffer.from(digests ?? []).toString('utf8'));
  const facts = parseFacts(Buffer.from(own ?? []).toString('utf8'));
  const tree = files.flatMap((file) => {
    if ([FACTS_FILE, DIGESTS_FILE, HISTORY_FILE].includes(file.path)) return [];
    const path = file.path.startsWith(TREE_FOLDER) ? file.path.slice(TREE_FOLDER.length) : '';
    if (['other', 'foreign'].includes(roleOf(withoutFanOut(path) ?? path).kind)) {
      throw new HyperError(
        'HYPER_ARCHIVE_UNSAFE',
        `the archive holds "${toOneLine(file.path)}", which is no file of a registry`,
      );
    }
    return [{ ...file, path }];
  });
  return { facts, bundle: bundle ?? Buffer.alloc(0), tree };
}

function checkDigests(files: ReadonlyMap<string, Uint8Array>, text: string): void {
  const open = new Set(files.keys());
  open.delete(DIGESTS_FILE);
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, hex = '', path = ''] = /^([0-9a-f]{64}) {2}(.+)$/u.exec(line) ?? [];
    const bytes = files.get(path);
    if (bytes === undefined || !open.delete(path))
      throw altered(`digests.txt names "${toOneLine(path)}", which is not there once`);
    if (digestHex(bytes) !== hex)
      throw altered(`"${toOneLine(path)}" has another sha256 than digests.txt says`);
  }
  const [stray] = open;
  if (stray !== undefined) throw altered(`digests.txt does not name "${toOneLine(stray)}"`);
}

function parseFacts(text: string): ExportFacts {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    throw unreadable(`${FACTS_FILE} is no JSON`);
  }
  if (!isJsonObject(value) || value['format'] !== 'hyper-export')
    throw unreadable(`${FACTS_FILE} is that of something else`);
  if (value['formatVersion'] !== FORMAT_VERSION)
    throw unreadable('it is of another version; use a newer hyper');
  const { registry, namespace, commit, history } = value;
  const isWhole =
    isJsonObject(registry) && typeof registry['name'] === 'string' && typeof namespace === 'string';
  if (!isWhole || typeof commit !== 'string' || !isHistory(history))
    throw unreadable(`${FACTS_FILE} is not whole`);
  const [id, url] = ['id', 'url']
    .map((name) => registry[name])
    .map((one) => (typeof one === 'string' ? one : null));
  return {
    registry: { id: id ?? null, name: registry['name'] as string, url: url ?? null },
    namespace,
    commit,
    history,
  };
}

function isHistory(value: JsonValue | undefined): value is [string, string][] {
  const isPair = (one: JsonValue): boolean =>
    Array.isArray(one) &&
    one.length === 2 &&
    one.every((id) => typeof id === 'string' && /^[0-9a-f]{40,64}$/u.test(id));
  return Array.isArray(value) && value.length > 0 && (value as readonly JsonValue[]).every(isPair);
}

function unreadable(why: string): HyperError {
  return new HyperError('HYPER_EXPORT_UNREADABLE', `this is no archive of a namespace: ${why}`, {
    hint: 'hyper export NAMESPACE --out FILE writes one',
  });
}

/** The error of an archive that is not what it says. */
export function altered(why: string): HyperError {
  return new HyperError('HYPER_EXPORT_ALTERED', `the archive was altered: ${why}`, {
    hint: 'compare its sha256 with what hyper export printed',
  });
}
