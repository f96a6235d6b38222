import { toOneLine } from '../../core/index.ts';
import type { Diagnostic, Position } from '../../core/index.ts';
import type { FoundSecret } from './secret-scanner.ts';

/** A private key in any of its textual forms, also one too short for the rules of a library. */
const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]{1,16} ){0,4}PRIVATE KEY(?: BLOCK)?-----/gu;
/** Digests, and public keys as manifests write them: what everybody may know (ATTACKS L02). */
const PUBLIC =
  /^(?:(?:sha256|sha3-512|sha512):?)?[0-9a-f]{40,128}$|^(?:MCowBQYDK2VwAyEA|MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE|MIIB[A-Za-z0-9+/]{2}ANBgkqhkiG9w0BAQEFAAOCA|MIIC[A-Za-z0-9+/]{2}ANBgkqhkiG9w0BAQEFAAOCA)/u;
const PREFIX = /^[A-Za-z]{2,10}[_-]/u;

/** A text in which secrets were looked for. */
export interface ScannedText {
  readonly path: string;
  readonly text: string;
  /** Whether the head holds the text at this path; else a later commit of the change took it back. */
  readonly isAtHead: boolean;
}

/** Private keys in their textual form. Pure. */
export function privateKeysIn(text: string): FoundSecret[] {
  return [...text.matchAll(PRIVATE_KEY)].map((match) => ({
    what: 'a private key',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The findings of a text, without the values: those are repeated nowhere. One a line and kind. Pure. */
export function secretFaults(
  { path, text, isAtHead }: ScannedText,
  found: readonly FoundSecret[],
): Diagnostic[] {
  const told = new Set<string>();
  const faults: Diagnostic[] = [];
  for (const { what, start, end } of [...found].sort((left, right) => left.start - right.start)) {
    const value = text.slice(start, end);
    if (PUBLIC.test(value.trim())) continue;
    const from = positionAt(text, start);
    if (told.has(`${from.line} ${what}`)) continue;
    told.add(`${from.line} ${what}`);
    const where = isAtHead
      ? ''
      : `, in line ${from.line} of "${toOneLine(path)}" in an earlier commit: taking it back later hides nothing`;
    faults.push({
      code: 'HYPER_SECRET_FOUND',
      severity: 'error',
      path,
      ...(isAtHead ? { span: { start: from, end: positionAt(text, end) } } : {}),
      message: `${what} (${redact(value)})${where}`,
      hint: 'take it back where it was issued, and rewrite the commits of this change without it',
    });
  }
  return faults;
}

/** The same for what a commit says of itself, which no file shows. Pure. */
export function messageSecretFaults(
  { commit, message }: { readonly commit: string; readonly message: string },
  found: readonly FoundSecret[],
): Diagnostic[] {
  const faults = secretFaults({ path: '', text: message, isAtHead: true }, found);
  return faults.map(({ code, severity, message: what, span }) => ({
    code,
    severity,
    message: `${what}, in line ${span?.start.line ?? 1} of the message of commit ${commit.slice(0, 12)}`,
    hint: 'take it back where it was issued, and reword the commit: git rebase --interactive',
  }));
}

/** The kind that a token says itself and how long it is: nothing that helps to guess it. */
function redact(value: string): string {
  const prefix = PREFIX.exec(value)?.[0] ?? '';
  return `${prefix}***, ${value.length} characters`;
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  return { line, column: offset - lineStart + 1, offset };
}
