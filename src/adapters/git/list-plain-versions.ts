import * as git from 'isomorphic-git';
import type { FileVersions } from '../../registry/index.ts';
import { VersionList } from './version-list.ts';

/** How isomorphic-git is told of a repository, and where the registry is in it. */
type PlainRepository = Pick<Parameters<typeof git.log>[0], 'fs' | 'dir' | 'gitdir' | 'cache'> & {
  /** Without a slash at the end. */
  readonly prefix: string;
};

/** A file may change back and forth. */
const COMMITS_PER_VERSION = 4;

/** The contents that files had at a commit and before it, as `RegistryStore.listVersions`. */
export async function listPlainVersions(
  { prefix, ...repository }: PlainRepository,
  asked: { readonly commit: string; readonly paths: readonly string[]; readonly most: number },
  isShallow: boolean,
): Promise<FileVersions> {
  const versions = new VersionList(asked.paths, asked.most);
  for (const path of asked.paths) {
    const filepath = prefix === '' ? path : `${prefix}/${path}`;
    const depth = asked.most * COMMITS_PER_VERSION;
    const log = await git.log({ ...repository, ref: asked.commit, filepath, force: true, depth });
    versions.isCut ||= log.length >= depth;
    for (const { commit } of log) {
      const oid = await blobAt(repository, commit.tree, filepath);
      if (oid !== undefined) versions.add({ mode: '100644', oid, path, isUtf8: true });
    }
  }
  return versions.conclude(isShallow);
}

async function blobAt(
  repository: Omit<PlainRepository, 'prefix'>,
  tree: string,
  filepath: string,
): Promise<string | undefined> {
  try {
    return (await git.readBlob({ ...repository, oid: tree, filepath })).oid;
  } catch (error) {
    const isAbsent = error instanceof git.Errors.NotFoundError || error instanceof git.Errors.ObjectTypeError;
    if (isAbsent) return undefined;
    throw error;
  }
}
