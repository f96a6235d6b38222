import * as fs from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';

/** Where a repository keeps its things, told without the git program. */
export interface PlainLocation {
  /** What is of this working tree alone, HEAD among it. */
  readonly own: string;
  /** Objects, branches and tags; the same folder but in a linked working tree. */
  readonly common: string;
}

/**
 * Reads `.git`, which is a folder, or a file that leads to one in a linked working tree (`git worktree add`) or a
 * submodule. Errors: `HYPER_GIT_FAILED` where it leads nowhere.
 */
export function locatePlainly(root: string): PlainLocation {
  const place = join(root, '.git');
  const own = fs.statSync(place).isDirectory() ? place : linkIn(place, root);
  const pointer = join(own, 'commondir');
  const common = fs.existsSync(pointer) ? resolve(own, fs.readFileSync(pointer, 'utf8').trim()) : own;
  if (!fs.existsSync(join(common, 'objects'))) throw leadsNowhere(place, common);
  return { own, common };
}

/** What HEAD of a working tree names: a branch, or a commit. */
export function readHead({ own }: PlainLocation): string {
  const text = fs.readFileSync(join(own, 'HEAD'), 'utf8').trim();
  return text.startsWith('ref: ') ? text.slice('ref: '.length).trim() : text;
}

function linkIn(file: string, root: string): string {
  const text = fs.readFileSync(file, 'utf8').trim();
  const target = /^gitdir: (.+)$/u.exec(text)?.[1];
  const own = target === undefined || isAbsolute(target) ? target : join(root, target);
  if (own === undefined || !fs.existsSync(own)) throw leadsNowhere(file, own ?? text);
  return own;
}

function leadsNowhere(file: string, target: string): HyperError {
  return new HyperError(
    'HYPER_GIT_FAILED',
    `"${toOneLine(file)}" leads to "${toOneLine(target).slice(0, 200)}", which is no git folder`,
    { hint: 'the repository was moved: run git worktree repair in it' },
  );
}
