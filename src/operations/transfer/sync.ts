import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { toFolder } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { roleOf } from '../../registry/index.ts';
import type { Revision } from '../../registry/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { runWrite } from '../write/run-write.ts';
import type { WritePlan } from '../write/run-write.ts';
import type { WriteContext, WritePlace } from '../write/write-context.ts';
import type { WriteData, WriteInput } from '../write/write-data.ts';
import { compareSides } from './compare-sides.ts';
import { openSource, openTarget } from './sync-sides.ts';
import type { SyncSide } from './sync-sides.ts';

export interface SyncInput extends WriteInput {
  /** Where it comes from, as `--registry` takes it; `registry` is where it goes. */
  readonly source: string;
  /** The commit, branch, tag or date of the source. */
  readonly at: string;
  /** The namespace that is mirrored, with what is below it. */
  readonly mirrored: string;
}

const ID = 'sync';

/**
 * Makes a namespace of one registry as it is in another one, forward only: files, signatures and blobs come as they are,
 * and where the two went apart each conflict is told and nothing is written. Run again, it goes on where it is.
 * Errors: `HYPER_NAMESPACE_MISSING`, those of the store and of writing.
 */
export const sync: Operation<SyncInput, WriteData, WriteContext> = {
  id: ID,
  group: 'admin',
  summary: 'Mirror a namespace of one registry in another, forward only',
  async run(context, input) {
    const namespace = requireNamespace(input.mirrored);
    const { store } = await context.openRegistry({ registry: input.source });
    const revision = await store.resolveRevision(input.at);
    const source = await openSource(store, revision, namespace);
    return runWrite(context, input, { id: ID, capability: 'registry:admin' }, (place) =>
      plan(place, { namespace, source, revision }),
    );
  },
};

interface Asked {
  readonly namespace: NamespacePath;
  readonly source: SyncSide;
  readonly revision: Revision;
}

async function plan(place: WritePlace, { namespace, source, revision }: Asked): Promise<WritePlan> {
  const target = await openTarget(place.registry.store, place.snapshot, { namespace, source });
  const { edits, ahead, conflicts } = await compareSides(
    source,
    withoutTakenParents(source, target, namespace),
  );
  const { name } = source.snapshot.registry;
  const count = (isIt: (before: boolean, after: boolean) => boolean): number =>
    edits.filter(({ before, after }) => isIt(before !== undefined, after !== undefined)).length;
  const facts = {
    added: count((before, after) => !before && after),
    changed: count((before, after) => before && after),
    removed: count((before, after) => before && !after),
    ahead: ahead.length,
    conflicts: conflicts.length,
    source: revision.commit,
  };
  const diagnostics = [...otherRegistry(source, target), ...conflicts];
  return {
    edits: diagnostics.length > 0 ? [] : edits,
    target: namespace,
    summary: `Mirror ${namespace}`,
    reason: `From ${toOneLine(name)} at ${revision.commit ?? ''}.`,
    facts,
    folder: toFolder(namespace),
    areSigned: true,
    diagnostics,
  };
}

/** Namespaces above that the target has are its own matter, whatever the source says of them. */
function withoutTakenParents(source: SyncSide, target: SyncSide, namespace: NamespacePath): SyncSide {
  const folder = `${toFolder(namespace)}/`;
  const files = new Map(target.files);
  for (const [path, entry] of source.files) {
    if (path.startsWith(folder) || roleOf(path).kind === 'blob') continue;
    const manifest = path.replace(/namespace\.sigstore\.json$/u, 'namespace.yaml');
    // As if it were the same: nothing comes of it.
    if (target.files.has(manifest)) files.set(path, entry);
  }
  return { ...target, files };
}

/** Signatures are for one registry. */
function otherRegistry(source: SyncSide, target: SyncSide): Diagnostic[] {
  const [one, other] = [source, target].map(({ snapshot }) => snapshot.registry.id);
  const isSigned = [...source.files.keys()].some((path) => roleOf(path).kind === 'signature');
  if (!isSigned || (one !== undefined && one === other)) return [];
  return [
    {
      code: 'HYPER_SYNC_REGISTRY',
      severity: 'error',
      path: 'registry.yaml',
      message: `the source is the registry "${toOneLine(one ?? 'without an id')}", the target is "${toOneLine(other ?? 'without an id')}", and what would be mirrored is signed for the first`,
      hint: 'mirror between copies of one registry',
    },
  ];
}
