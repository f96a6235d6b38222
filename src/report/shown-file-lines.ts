import type { JsonValue } from '../core/index.ts';
import type { SignedRow } from '../operations/index.ts';
import { partyLines } from './named-signer-lines.ts';

/** Files that are shown besides those that say whose signatures count; more are counted. */
const MAX_FILES = 20;
/** Changes of one file that are shown; more are counted. */
const MAX_CHANGES = 40;
const MAX_VALUE_UNITS = 160;

/** What a signer is shown of a file. */
type Shown = Pick<SignedRow, 'path' | 'digest' | 'comparedWith' | 'changes' | 'named'>;

/**
 * The files in the order in which a signer is shown them: those first that say whose signatures count or who may do
 * what, all of them; however many others stand beside them, they are never pushed out of sight. Pure.
 */
export function inSigningOrder<File extends Shown>(
  files: readonly File[],
): { readonly shown: readonly File[]; readonly more: number } {
  const isOfPower = ({ path, changes, named }: File): boolean =>
    named !== null || changes.some((one) => isPower(path, one));
  const first = files.filter(isOfPower);
  const others = files.filter((file) => !isOfPower(file));
  const rest = others.slice(0, Math.max(0, MAX_FILES - first.length));
  return { shown: [...first, ...rest], more: others.length - rest.length };
}

/**
 * What a signer is shown of a file: its path, its digest, whose signatures it says will count, and what differs from what came
 * before. Raw text. Pure.
 */
export function shownFileLines({ path, digest, comparedWith, changes, named }: Shown): readonly string[] {
  // Whose signatures count is told first and whole: whatever else changes may not push it out of sight.
  const isTold = ({ pointer }: Change): boolean =>
    named !== null && comparedWith === null && SIGNERS.test(pointer);
  const powers = changes.filter((one) => isPower(path, one) && !isTold(one));
  const others = changes.filter((one) => !isPower(path, one) && !isTold(one));
  const more = others.length - MAX_CHANGES;
  return [
    path,
    `  ${digest}`,
    ...(named === null ? [] : partyLines(named)),
    ...headLines(comparedWith, changes.length),
    ...powers.map((one) => changeLine(one, whole)),
    ...others.slice(0, MAX_CHANGES).map((one) => changeLine(one, short)),
    ...(more > 0 ? [`  and ${String(more)} more`] : []),
  ];
}

function headLines(comparedWith: string | null, changes: number): readonly string[] {
  if (comparedWith === null) return changes === 0 ? [] : ['  there is none before it to compare it with:'];
  return [`  compared with ${comparedWith}:`, ...(changes === 0 ? ['  only the layout differs'] : [])];
}

type Change = SignedRow['changes'][number];

function changeLine(
  { pointer, before, after }: Change,
  spell: (value: JsonValue | undefined) => string,
): string {
  if (before === undefined) return `  + ${pointer}: ${spell(after)}`;
  if (after === undefined) return `  - ${pointer}: ${spell(before)}`;
  return `  ~ ${pointer}: ${spell(before)} -> ${spell(after)}`;
}

/** What `partyLines` tells of a file, and the keys themselves, which their ids stand for. */
const SIGNERS = /^\/(?:signing|onlineKey|onlineIdentity|formerOnlineKeys|keys|identities|threshold)(?:\/|$)/u;
const POWER = /^\/(?:signing|onlineKey|onlineIdentity|formerOnlineKeys|access|roles|mounts)(?:\/|$)/u;
/** In a trust root and a policy everything but free fields is of this kind. */
const WHOLE_POWER = /^\/(?!x-)/u;
const WHOLE_FILE = /^trust\/root(?:\.[0-9]+)?\.yaml$|\/policies\/[^/]+\.yaml$/u;

/** Whether a change tells whose signatures count, or who may do what. */
function isPower(path: string, { pointer }: Change): boolean {
  return (WHOLE_FILE.test(path) ? WHOLE_POWER : POWER).test(pointer);
}

function short(value: JsonValue | undefined): string {
  const text = whole(value);
  return text.length <= MAX_VALUE_UNITS ? text : `${text.slice(0, MAX_VALUE_UNITS)}…`;
}

function whole(value: JsonValue | undefined): string {
  return JSON.stringify(value ?? null);
}
