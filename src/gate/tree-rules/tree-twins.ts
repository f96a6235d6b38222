import { compareText, toOneLine } from '../../core/index.ts';
import { foldPath } from '../../names/index.ts';
import type { FolderListing } from '../../registry/index.ts';
import type { TreeRule } from '../rule.ts';

/** Names already folded: such names are twins only when they are equal, as a tree made by hand may hold them. */
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
      if (names.every((name, index) => FOLDED.test(name) && name !== names[index - 1])) continue;
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
            message:
              name === twin
                ? `"${toOneLine(name)}" stands twice in its folder`
                : `"${toOneLine(name)}" and "${toOneLine(twin)}" are one name on disks that fold case`,
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
