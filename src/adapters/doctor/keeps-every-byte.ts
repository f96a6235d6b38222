import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, GitLocation } from '../git/index.ts';

const MAX_ATTRIBUTES_BYTES = 64 * 1024;
/** All files, with every byte; nothing else that could say something of line ends. */
const KEEPS_ALL = /^\*(?:[ \t]+(?:-text|[!-](?:eol|diff|merge)))+$/u;
const UNSETS_TEXT = /[ \t]-text(?:[ \t]|$)/u;
/** Begins with the plain name of a folder, so that it is of nothing beside the file. */
const OF_FOLDER = /^[\w.-]+\//u;
const READS_A_TREE = /^\s*\[\s*attr\b/mu;

/**
 * Whether `.gitattributes` beside `registry.yaml` is a common one whose last word is that git turns no line end (`* -text`):
 * then whatever other files say is overruled. False at the slightest doubt: then git is asked, which costs a process.
 */
export function keepsEveryByte({ folder, gitFolder }: GitLocation, environment: Environment): boolean {
  if (environment['GIT_ATTR_SOURCE'] !== undefined) return false;
  try {
    if (existsSync(join(gitFolder, 'info', 'attributes'))) return false;
    if (READS_A_TREE.test(readFileSync(join(gitFolder, 'config'), 'latin1').toLowerCase())) return false;
    const path = join(folder, '.gitattributes');
    const stat = lstatSync(path);
    if (!stat.isFile() || stat.size > MAX_ATTRIBUTES_BYTES) return false;
    const lines = readFileSync(path, 'latin1').split('\n');
    const rules = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    const last = rules.findLast((rule) => !OF_FOLDER.test(rule));
    return last !== undefined && KEEPS_ALL.test(last) && UNSETS_TEXT.test(last);
  } catch {
    return false;
  }
}
