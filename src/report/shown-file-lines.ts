import type { JsonValue } from '../core/index.ts';
import type { SignedRow } from '../operations/index.ts';

/** Changes of one file that are shown; more are counted. */
const MAX_CHANGES = 40;
const MAX_VALUE_UNITS = 160;

/** What a signer is shown of a file: its path, its digest, and what differs from what came before. Raw text. Pure. */
export function shownFileLines(
  file: Pick<SignedRow, 'path' | 'digest' | 'comparedWith' | 'changes'>,
): readonly string[] {
  const { path, digest, comparedWith, changes } = file;
  // Whose signatures count is told first: whatever else changes may not push it out of sight.
  const [signers, others] = [changes.filter(isOfSigners), changes.filter((one) => !isOfSigners(one))];
  const shown = [...signers, ...others.slice(0, MAX_CHANGES)].map(({ pointer, before, after }) => {
    if (before === undefined) return `  + ${pointer}: ${short(after)}`;
    if (after === undefined) return `  - ${pointer}: ${short(before)}`;
    return `  ~ ${pointer}: ${short(before)} -> ${short(after)}`;
  });
  const more = changes.length - shown.length;
  return [
    path,
    `  ${digest}`,
    ...(comparedWith === null ? [] : [`  compared with ${comparedWith}:`]),
    ...(comparedWith !== null && changes.length === 0 ? ['  only the layout differs'] : []),
    ...shown,
    ...(more > 0 ? [`  and ${String(more)} more`] : []),
  ];
}

const SIGNERS = /^\/(?:signing|threshold|keys|identities|onlineKey|onlineIdentity|formerOnlineKeys)(?:\/|$)/u;

function isOfSigners({ pointer }: SignedRow['changes'][number]): boolean {
  return SIGNERS.test(pointer);
}

function short(value: JsonValue | undefined): string {
  const text = JSON.stringify(value ?? null);
  return text.length <= MAX_VALUE_UNITS ? text : `${text.slice(0, MAX_VALUE_UNITS)}…`;
}
