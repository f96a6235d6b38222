import { Buffer } from 'node:buffer';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { DocumentEdit } from '../../document/index.ts';
import { findTemplate, planNamespaceChange, planOverride, templateNames } from '../../lifecycle/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { readManifest } from '../../registry/index.ts';
import type { Operation } from '../operation.ts';
import { requireNamespaceFile, toNamespacePlan } from './namespace-file.ts';
import type { FoundNamespace } from './namespace-file.ts';
import { assertAbove, assertWithin } from './namespace-writes.ts';
import type { QuotaTexts } from './namespace-writes.ts';
import { runWrite } from './run-write.ts';
import type { WriteContext, WritePlace } from './write-context.ts';
import type { WriteData, WriteInput } from './write-data.ts';

export interface NamespacePolicyInput extends WriteInput {
  readonly path: string;
  /** Names of shipped policies, or files of this machine. */
  readonly add: readonly string[];
  /** Ids of policies that are declared here. */
  readonly remove: readonly string[];
  /** Each is `ID=ENFORCEMENT`, or `ID=` to take an override back. */
  readonly overrides: readonly string[];
  readonly reason: string | undefined;
}

export interface NamespaceQuotaInput extends WriteInput {
  readonly path: string;
  readonly quotas: QuotaTexts;
  readonly reason: string | undefined;
}

const MANAGE = 'namespace:manage';

/** Declares policies in a namespace, removes them, and changes how strictly those from above are enforced. */
export const namespacePolicy: Operation<NamespacePolicyInput, WriteData, WriteContext> = {
  id: 'namespace.policy',
  group: 'namespaces',
  summary: 'Add, remove or override policies of a namespace',
  async run(context, input) {
    const texts: { name: string; text: string }[] = [];
    for (const name of input.add) texts.push({ name, text: await policyText(context, name) });
    return runWrite(context, input, { id: 'namespace.policy', capability: MANAGE }, async (place) => {
      const found = await requireNamespaceFile(place, input.path);
      const edits: PlannedEdit[] = [];
      for (const { name, text } of texts) edits.push(...(await addition(place, found, name, text)));
      for (const id of input.remove) edits.push(await removal(place, found, id));
      const changed = planNamespaceChange(found.file, overrideChanges(found, input));
      if (changed !== undefined) edits.push(changed);
      const { path, entry } = found;
      const summary = `Change the policies of ${path}`;
      return { target: path, summary, reason: input.reason, folder: entry.folder, edits };
    });
  },
};

/** Sets how much a namespace and all below it may hold; never more than one above it, nor less than one below it. */
export const namespaceQuota: Operation<NamespaceQuotaInput, WriteData, WriteContext> = {
  id: 'namespace.quota',
  group: 'namespaces',
  summary: 'Set the quotas of a namespace',
  run: (context, input) =>
    runWrite(context, input, { id: 'namespace.quota', capability: MANAGE }, async (place) => {
      const found = await requireNamespaceFile(place, input.path);
      assertWithin(place.snapshot, found.path, input.quotas);
      assertAbove(place.snapshot, found.path, input.quotas);
      const { manifest } = found.file;
      const spelled = { storage: manifest.storageQuota, artifacts: manifest.maxArtifacts };
      const changes = Object.entries(input.quotas).map(([name, value]): DocumentEdit => {
        if (name === 'storage' && spelled.storage !== undefined) return { pointer: ['storageQuota'], value };
        if (name === 'artifacts' && spelled.artifacts !== undefined)
          return { pointer: ['maxArtifacts'], value };
        return { pointer: ['quotas', name], value };
      });
      return toNamespacePlan(found, changes, `Set the quotas of ${found.path}`, input.reason);
    }),
};

function overrideChanges({ file }: FoundNamespace, input: NamespacePolicyInput): DocumentEdit[] {
  let { manifest } = file;
  const changes: DocumentEdit[] = [];
  for (const text of input.overrides) {
    const at = text.indexOf('=');
    const [id, enforcement] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
    const more = planOverride(manifest, id, enforcement === '' ? undefined : enforcement, input.reason);
    changes.push(...more);
    const edited = planNamespaceChange(file, changes)?.after;
    const read =
      edited === undefined ? undefined : readManifest(file.path, edited, () => undefined)?.manifest;
    if (read?.kind === 'Namespace') manifest = read;
  }
  return changes;
}

async function policyText(context: WriteContext, name: string): Promise<string> {
  const shipped = findTemplate(`policies/${name}.yaml`);
  if (shipped !== undefined) return shipped;
  if (/[./\\]/u.test(name)) return Buffer.from(await context.readInput(name)).toString('utf8');
  throw new HyperError('HYPER_TEMPLATE_MISSING', `no policy "${toOneLine(name)}" is shipped`, {
    hint: `shipped are: ${templateNames('policies')
      .map((file) => file.replace(/\.yaml$/u, ''))
      .join(', ')}; a file is named with its ending`,
  });
}

async function addition(
  place: WritePlace,
  { entry }: FoundNamespace,
  name: string,
  text: string,
): Promise<readonly PlannedEdit[]> {
  const faults: string[] = [];
  const read = readManifest(name, Buffer.from(text), (fault) => faults.push(fault.message));
  if (read?.manifest.kind !== 'Policy') {
    throw new HyperError('HYPER_POLICY_MISSING', `"${toOneLine(name)}" is no policy`, {
      hint: faults[0] ?? 'its kind must be Policy',
    });
  }
  const path = `${entry.folder}/policies/${read.manifest.id}.yaml`;
  const before = await place.read(path);
  const after = Buffer.from(text);
  return before !== undefined && Buffer.compare(before, after) === 0 ? [] : [{ path, before, after }];
}

async function removal(place: WritePlace, { entry, path }: FoundNamespace, id: string): Promise<PlannedEdit> {
  const file = entry.policies.get(id)?.path;
  const before = file === undefined ? undefined : await place.read(file);
  if (file !== undefined && before !== undefined) return { path: file, before, after: undefined };
  throw new HyperError('HYPER_POLICY_MISSING', `"${path}" declares no policy "${toOneLine(id)}"`, {
    hint: `hyper namespace get ${path} shows where each is declared; --override ID=disabled changes one from above`,
  });
}
