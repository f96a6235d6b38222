import { compareText, toOneLine } from '../../core/index.ts';
import { foldPath } from '../../names/index.ts';
import type { FolderListing } from '../../registry/index.ts';
import type { TreeRule } from '../rule.ts';

/** Names already folded: such names are twins only when they are equal, which a tree cannot hold. */
const FOLDED = /^[a-z0-9._+@-]*$/u;

/** No two names in a folder become one on a disk that folds case or normalises Unicode (ATTACKS G09, F06, K13). */
export const treeTwinsRule: TreeRule = {
  id: 'tree-twins',
  family: 'tree',
  summary: 'No two names in one folder differ only in case or in Unicode form.',
  codes: ['HYPER_TREE_TWINS'],
  *check({ folders }) {
    for (const folder of folders.values()) {
      const names = namesOf(folder);
      if (names.every((name) => FOLDED.test(name))) continue;
      const byFold = new Map<string, string>();
      for (const name of names) {
        const folded = foldPath(name);
        const twin = byFold.get(folded);
        if (twin === undefined) byFold.set(folded, name);
        else {
          yield {
            code: 'HYPER_TREE_TWINS',
            severity: 'error',
            path: folder.path === '' ? name : `${folder.path}/${name}`,
            message: `"${toOneLine(name)}" and "${toOneLine(twin)}" are one name on disks that fold case`,
            hint: 'rename one of them',
          };
        }
      }
    }
  },
};

function namesOf(folder: FolderListing): string[] {
  const start = folder.path === '' ? 0 : folder.path.length + 1;
  return [...folder.files.map((entry) => entry.path.slice(start)), ...folder.folders].sort(compareText);
}
