import type { Diagnostic } from '../../core/index.ts';
import { toOneLine } from '../../core/index.ts';
import type { TreeEntry } from '../../registry/index.ts';
import type { TreeRule } from '../rule.ts';

/** Every entry is a plain file: no symbolic link, submodule or executable (ATTACKS G06, G07, G19). */
export const treeModeRule: TreeRule = {
  id: 'tree-mode',
  family: 'tree',
  summary: 'Every file of the registry is a plain, non-executable file.',
  codes: ['HYPER_TREE_SYMLINK', 'HYPER_TREE_SUBMODULE', 'HYPER_TREE_MODE'],
  *check({ folders }) {
    for (const folder of folders.values()) {
      for (const entry of folder.files) {
        if (entry.mode !== '100644') yield* modeFault(entry);
      }
    }
  },
};

function* modeFault(entry: TreeEntry): Iterable<Diagnostic> {
  const path = entry.path;
  const name = `"${toOneLine(path)}"`;
  if (entry.mode === '120000') {
    const hint = `git rm --cached ${name} and add the file itself`;
    yield {
      code: 'HYPER_TREE_SYMLINK',
      severity: 'error',
      path,
      message: `expected a file, got the symbolic link ${name}`,
      hint,
    };
  } else if (entry.mode === '160000') {
    const hint = `git rm --cached ${name} and add the files themselves`;
    yield {
      code: 'HYPER_TREE_SUBMODULE',
      severity: 'error',
      path,
      message: `expected a file, got the submodule ${name}`,
      hint,
    };
  } else if (!isRegistryPath(path)) {
    if (entry.mode !== '100755') yield oddMode(entry);
  } else {
    yield oddMode(entry);
  }
}

function oddMode(entry: TreeEntry): Diagnostic {
  return {
    code: 'HYPER_TREE_MODE',
    severity: 'error',
    path: entry.path,
    message: `expected mode "100644", got "${entry.mode}"`,
    hint: `git update-index --chmod=-x "${toOneLine(entry.path)}"`,
  };
}

function isRegistryPath(path: string): boolean {
  return /^(?:namespaces|trust|blobs|observed)\/|^registry\./u.test(path);
}
