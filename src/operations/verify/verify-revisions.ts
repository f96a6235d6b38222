import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { folderOf, roleOf } from '../../registry/index.ts';
import type { LoadedTrust, RegistryIndex } from '../../registry/index.ts';
import { faultOfRevision, revisionOf } from '../../signing/index.ts';
import type { SeenRevision, SeenRevisions, SignedFile, Step } from '../../signing/index.ts';

/** Most revisions that a client remembers of one registry. */
export const MAX_SEEN_REVISIONS = 200_000;

/** `HEAD` is the present; every other revision that is asked for is history, which is older by its nature. */
export function isHistory(at: string | undefined): boolean {
  return at !== undefined && at !== 'HEAD';
}

/** The revisions of the believed files of the chain: registry.yaml and the namespaces. */
export function chainRevisions({ trust, registry, namespaces }: LoadedTrust): Map<string, SeenRevision> {
  const found = new Map<string, SeenRevision>();
  if (!trust.isSound) return found;
  const add = ({ path, manifest, sha256 }: SignedFile): void => {
    const revision = revisionOf(manifest);
    if (revision !== undefined) found.set(path, { revision, digest: `sha256:${sha256}` });
  };
  add(registry);
  for (const [path, file] of namespaces) if (trust.namespace(path).isSound) add(file);
  return found;
}

/** What the steps of a few files say of their revisions. Pure. */
export function stepRevisions(steps: readonly Step[]): Map<string, SeenRevision> {
  const found = new Map<string, SeenRevision>();
  for (const { id, ok, path, evidence } of steps) {
    const { revision, digest } = evidence;
    if (id === 'revision' && ok && typeof revision === 'number' && typeof digest === 'string')
      found.set(path, { revision, digest: digest as SeenRevision['digest'] });
  }
  return found;
}

/**
 * Files that were believed before and are gone, while what they speak of is there (`HYPER_REVISION_GONE`). Taking away a
 * policy is an act of its keepers that leaves no other trace, so it is a warning. `isAsked` says which folders count. Pure.
 */
export function goneFiles(
  index: RegistryIndex,
  seen: SeenRevisions,
  isAsked: (folder: string) => boolean,
): Diagnostic[] {
  const populated = seen.size === 0 ? new Set<string>() : populatedFolders(index);
  const gone: Diagnostic[] = [];
  for (const [path, { revision }] of seen) {
    const role = roleOf(path);
    const folder = role.kind === 'policy' ? folderOf(folderOf(path)) : folderOf(path);
    if (!isAsked(folder) || !populated.has(folder) || isThere(index, role)) continue;
    const name = toOneLine(path);
    gone.push({
      code: 'HYPER_REVISION_GONE',
      severity: role.kind === 'policy' ? 'warning' : 'error',
      path,
      message: `"${name}" is gone, and this client has believed revision ${revision} of it`,
      hint: `restore it from git: git log -- ${name}; if its keepers took it away: hyper verify ${toOneLine(folder)} --forget`,
    });
  }
  return gone;
}

function isThere(index: RegistryIndex, role: ReturnType<typeof roleOf>): boolean {
  switch (role.kind) {
    case 'state':
      return index.artifacts.get(`${role.namespace}/${role.name}`)?.state !== undefined;
    case 'namespace':
      return index.namespaces.get(role.namespace)?.manifest !== undefined;
    case 'policy':
      return index.namespaces.get(role.namespace)?.policies.has(role.id) === true;
    default:
      return true;
  }
}

/** The folders of artifacts with releases, and every namespace above one. */
function populatedFolders({ artifacts, namespaces }: RegistryIndex): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { folder, releases } of artifacts.values()) {
    if (releases.size === 0) continue;
    for (let at = folder; at !== '' && !folders.has(at); at = folderOf(at)) folders.add(at);
  }
  for (const { folder, manifest } of namespaces.values()) if (manifest !== undefined) folders.add(folder);
  return folders;
}

/** What is forgotten on purpose is told all the same. Pure. */
export function forgottenWarnings(found: SeenRevisions, seen: SeenRevisions): Diagnostic[] {
  return [...found].flatMap(([path, shown]) => {
    const fault = faultOfRevision(path, shown, seen.get(path));
    return fault === undefined ? [] : [{ ...fault, severity: 'warning', path }];
  });
}

/** What a client remembers after it believed these revisions. */
export interface MergedRevisions {
  readonly revisions: SeenRevisions;
  readonly isChanged: boolean;
  /** How many found no room. */
  readonly left: number;
}

/**
 * Takes up what is newer than what was known, which another run may have changed meanwhile; nothing becomes older, and
 * what is over the bound is left out. Pure.
 */
export function mergeRevisions(
  known: SeenRevisions,
  found: SeenRevisions,
  most = MAX_SEEN_REVISIONS,
): MergedRevisions {
  const revisions = new Map(known);
  let [isChanged, left] = [false, 0];
  for (const [path, one] of found) {
    const before = revisions.get(path);
    if (before !== undefined && before.revision >= one.revision) continue;
    if (before === undefined && revisions.size >= most) left += 1;
    else {
      revisions.set(path, one);
      isChanged = true;
    }
  }
  return { revisions, isChanged, left };
}

/** The warning that a client's memory is full. Pure. */
export function fullWarning(left: number): Diagnostic {
  return {
    code: 'HYPER_REVISIONS_FULL',
    severity: 'warning',
    message: `the revisions of ${left} files are not remembered: ${MAX_SEEN_REVISIONS} are, at most`,
    hint: 'verify the parts of the registry that you use: hyper verify FOLDER',
  };
}
