import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { loadFanOut, namespaceOfFile, roleOf } from '../../registry/index.ts';
import type { RegistryStore, Revision, TreeEntry } from '../../registry/index.ts';
import type { Examination } from './examination.ts';

/** Files that lie otherwise than `fanOut` of registry.yaml says, among those under examination. Errors: those of the store. */
export async function examineLayout(
  store: RegistryStore,
  revision: Revision,
  { entries }: Pick<Examination, 'entries'>,
): Promise<Diagnostic[]> {
  if (!entries.some(isOfArtifact)) return [];
  const fanOut = await loadFanOut(store, revision);
  // Where nothing is fanned out, only what lies in a fan-out folder can be wrong.
  const suspects = fanOut.size === 0 ? entries.filter(({ at }) => at !== undefined) : entries;
  return suspects.flatMap((entry) => {
    const namespace = isOfArtifact(entry) ? namespaceOfFile(entry.path) : undefined;
    const isWrong = namespace !== undefined && fanOut.has(namespace) !== (entry.at !== undefined);
    return isWrong ? [misplaced(entry, namespace)] : [];
  });
}

function isOfArtifact(entry: TreeEntry): boolean {
  const role = roleOf(entry.path);
  const of = role.kind === 'signature' ? roleOf(role.signs) : role;
  return of.kind === 'release' || of.kind === 'state' || entry.at !== undefined;
}

function misplaced({ path, at }: TreeEntry, namespace: string): Diagnostic {
  const where = toOneLine(at ?? path);
  const message =
    at === undefined
      ? `"${where}" lies in no fan-out folder, expected one for "${toOneLine(namespace)}"`
      : `"${where}" lies in a fan-out folder, and registry.yaml names none for "${toOneLine(namespace)}"`;
  return {
    code: 'HYPER_FORMAT_PLACE',
    severity: 'error',
    path,
    ...(at === undefined ? {} : { file: at }),
    message,
    hint: 'hyper migrate moves all or none',
  };
}

/** Whether registry.yaml of two revisions asks for other places. Errors: those of the store. */
export async function isLayoutChanged(
  store: RegistryStore,
  base: Revision,
  head: Revision,
): Promise<boolean> {
  const [before, after] = await Promise.all([loadFanOut(store, base), loadFanOut(store, head)]);
  return before.size !== after.size || [...before].some((namespace) => !after.has(namespace));
}
