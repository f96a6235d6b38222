import { MAX_PATH_SEGMENTS, MAX_PATH_UNITS, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { checkPathSegment } from '../../names/index.ts';
import { fromFault } from '../from-fault.ts';
import type { TreeRule } from '../rule.ts';

/** Every path can be checked out on every system and says what it is (ATTACKS G08, G10, G14, F01). */
export const treePathRule: TreeRule = {
  id: 'tree-path',
  family: 'tree',
  summary: 'Every path is UTF-8, portable to every system, and neither too long nor too deep.',
  codes: ['HYPER_TREE_ENCODING', 'HYPER_TREE_LONG'],
  *check({ folders }) {
    const known = new Map<string, ReturnType<typeof checkPathSegment>>();
    const faultOf = (segment: string): ReturnType<typeof checkPathSegment> => {
      if (!known.has(segment)) known.set(segment, checkPathSegment(segment));
      return known.get(segment);
    };
    for (const folder of folders.values()) {
      for (const name of folder.folders) {
        const path = folder.path === '' ? name : `${folder.path}/${name}`;
        const fault = faultOf(name);
        if (fault !== undefined) yield fromFault(fault, path);
      }
      for (const entry of folder.files) {
        const fault = faultOf(entry.path.slice(folder.path === '' ? 0 : folder.path.length + 1));
        if (!entry.isUtf8) yield notUtf8(entry.path);
        else if (fault !== undefined) yield fromFault(fault, entry.path);
        if (isLong(entry.path)) yield tooLong(entry.path);
      }
    }
  },
};

function isLong(path: string): boolean {
  return (
    path.length > MAX_PATH_UNITS ||
    (path.length > 2 * MAX_PATH_SEGMENTS && path.split('/').length > MAX_PATH_SEGMENTS)
  );
}

function tooLong(path: string): Diagnostic {
  const message = `expected at most ${MAX_PATH_UNITS} characters and ${MAX_PATH_SEGMENTS} folders, got a path of ${path.length} characters and ${path.split('/').length} parts`;
  return {
    code: 'HYPER_TREE_LONG',
    severity: 'error',
    path,
    message,
    hint: 'shorten the names, or use fewer levels',
  };
}

function notUtf8(path: string): Diagnostic {
  const message = `expected a file name in UTF-8, got "${toOneLine(path)}"`;
  return { code: 'HYPER_TREE_ENCODING', severity: 'error', path, message, hint: 'rename the file' };
}
