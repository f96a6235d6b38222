import { Buffer } from 'node:buffer';
import { HyperError, digestOf, invariant } from '../../core/index.ts';
import type { Digest } from '../../core/index.ts';
import { readManifest, roleOf, withoutFanOut } from '../../registry/index.ts';
import type { RegistryStore, TreeEntry } from '../../registry/index.ts';
import { ROOT_PATH } from '../../signing/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import type { OpenedRegistry } from '../world.ts';
import { exportFiles } from './export-format.ts';
import { exportedFiles } from './exported-files.ts';
import type { ExportScope } from './exported-files.ts';
import type { CarriedCommit, ExportContext } from './transfer-context.ts';

export interface ExportInput {
  readonly registry: string | undefined;
  readonly namespace: string;
  /** The commit, branch, tag or date that is exported, with its history. */
  readonly at: string;
  /** The file to write; it must not be there yet. */
  readonly out: string;
}

export interface ExportData {
  readonly namespace: string;
  readonly commit: string;
  readonly file: string;
  readonly bytes: number;
  /** Of the file. */
  readonly digest: Digest;
  /** Of trust/root.yaml: what somebody who imports it verifies from; null without one. */
  readonly root: Digest | null;
  readonly files: number;
  readonly manifests: number;
  readonly signatures: number;
  readonly blobs: number;
  readonly commits: number;
  /** Artifacts of other namespaces that something in it depends on; they are not in the archive. */
  readonly outside: readonly string[];
}

const MAX_FILE_BYTES = 16 * 1024 * 1024;
const MAX_TOTAL_BYTES = 512 * 1024 * 1024;

/**
 * Writes a namespace as one archive that stands for itself: manifests, states, signatures, blobs, the chain of trust that
 * leads to it, its history as a git bundle, and a list of digests. The same commit gives the same bytes.
 * Errors: `HYPER_NAMESPACE_MISSING`, `HYPER_EXPORT_EXISTS`, `HYPER_EXPORT_TOO_LARGE`, those of the store.
 */
export const exportNamespace: Operation<ExportInput, ExportData, ExportContext> = {
  id: 'export',
  group: 'admin',
  summary: 'Write a namespace with its history and signatures as one archive',
  async run(context, input) {
    const namespace = requireNamespace(input.namespace);
    const registry = await context.openRegistry({ registry: input.registry });
    const { store } = registry;
    const revision = await store.resolveRevision(input.at);
    const commit = revision.commit ?? '';
    const { scope, entries, outside } = await exportedFiles(store, revision, namespace);
    const commits = await carriedHistory(registry, commit, scope);
    const blobs = await readAll(store, [...entries, ...historyEntries(commits)]);
    const texts = await registry.commits.texts(commits.map((one) => one.commit));
    const bundle = context.bundleHistory(commits, texts, blobs);
    const tree = entries.map(({ path, at, mode, oid }) => {
      const bytes = blobs.get(oid);
      invariant(bytes !== undefined, 'what is exported was read');
      return { path: at ?? path, bytes, isExecutable: mode === '100755' };
    });
    const of = tree.find(({ path }) => path === 'registry.yaml');
    const manifest =
      of === undefined ? undefined : readManifest(of.path, of.bytes, () => undefined)?.manifest;
    const said = manifest?.kind === 'Registry' ? manifest : undefined;
    const history = bundle.commits.map((id, index) => [id, commits[index]?.commit ?? ''] as const);
    const facts = {
      registry: { id: said?.id ?? null, name: said?.name ?? '', url: said?.url ?? null },
      ...{ namespace, commit, history },
    };
    const bytes = context.pack(exportFiles(facts, tree, bundle.bytes));
    await context.writeNew(input.out, bytes);
    const root = tree.find(({ path }) => path === ROOT_PATH);
    const count = (kind: string): number => entries.filter(({ path }) => roleOf(path).kind === kind).length;
    const [signatures, blobCount] = [count('signature'), count('blob')];
    return {
      verdict: 'pass',
      diagnostics: [],
      isLasting: true,
      data: {
        ...{ namespace, commit, file: input.out, bytes: bytes.length, digest: digestOf(bytes) },
        root: root === undefined ? null : digestOf(root.bytes),
        ...{ files: entries.length, signatures, blobs: blobCount, commits: commits.length, outside },
        manifests: entries.filter(({ path }) => path.endsWith('.yaml')).length,
      },
    };
  },
};

/** The commits that changed something of it, the oldest first, each with these changes alone. */
async function carriedHistory(
  { commits }: OpenedRegistry,
  commit: string,
  scope: ExportScope,
): Promise<CarriedCommit[]> {
  const found: CarriedCommit[] = [];
  for await (const logged of commits.read(commit)) {
    const changes = (logged.placed ?? logged.changes).filter(({ path }) =>
      scope.has(withoutFanOut(path) ?? path),
    );
    if (changes.length > 0) found.push({ commit: logged.commit, changes });
  }
  return found;
}

function historyEntries(commits: readonly CarriedCommit[]): TreeEntry[] {
  return commits.flatMap(({ changes }) =>
    changes.flatMap(({ after }) => (after?.mode.startsWith('100') === true ? [after] : [])),
  );
}

/** Each content once, by its id. Errors: `HYPER_EXPORT_TOO_LARGE`. */
async function readAll(
  store: Pick<RegistryStore, 'readBlobs'>,
  entries: readonly TreeEntry[],
): Promise<Map<string, Uint8Array>> {
  const wanted = [...new Map(entries.map((entry) => [entry.oid, entry])).values()];
  const found = new Map<string, Uint8Array>();
  let total = 0;
  let number = 0;
  for await (const blobs of store.readBlobs(wanted, MAX_FILE_BYTES)) {
    for (const { bytes, size } of blobs) {
      const oid = wanted[number]?.oid ?? '';
      number += 1;
      total += size;
      if (bytes === undefined || total > MAX_TOTAL_BYTES)
        throw new HyperError(
          'HYPER_EXPORT_TOO_LARGE',
          'the namespace and its history are too large for one archive',
          {
            hint: 'export the namespaces below it one by one',
          },
        );
      found.set(oid, Buffer.from(bytes));
    }
  }
  return found;
}
