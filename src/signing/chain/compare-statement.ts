import { canonicalJson, digestOf } from '../../core/index.ts';
import type { Code } from '../../core/index.ts';
import type { SignedManifest } from '../statement/statement-for.ts';
import { comparedPredicate, subjectsOf } from '../statement/statement-for.ts';
import type { Statement, StatementIdentity } from '../statement/statement.ts';

/** Why a statement does not speak of a file. */
export interface StatementFault {
  readonly code: Code;
  readonly reason: string;
  /** The canonical forms agree: only the layout of the text differs (ATTACKS S09). */
  readonly isLayoutOnly: boolean;
}

/** Told as another act, registry or thing; everything else as other bytes. */
const NAMES = ['namespace', 'name', 'version'] as const satisfies readonly (keyof StatementIdentity)[];
const DETAILS = ['id', 'type'] as const satisfies readonly (keyof StatementIdentity)[];

/**
 * Whether a verified statement speaks of just this file, in this registry, for the act that goes with its kind; undefined
 * where it does. Every field of the predicate is compared but `canonical`, which follows from the bytes that the subject
 * names, and what only the signer knows. Pure. Codes: `HYPER_SIGNATURE_REPLAYED` (ATTACKS S04, S05),
 * `HYPER_SIGNATURE_SUBJECT` (S09).
 */
export function compareStatement(statement: Statement, file: SignedManifest): StatementFault | undefined {
  const expected = { ...comparedPredicate(file), subjects: subjectsOf(file) };
  const { predicate, subjects } = statement;
  const wanted = predicate.acceptedAt === undefined ? expected.operation : 'attest';
  const place =
    differs('the registry', predicate.registry, expected.registry) ??
    differs('the operation', predicate.operation, wanted) ??
    differs('the kind', predicate.kind, expected.kind) ??
    differs('the file', subjects[0]?.name, file.path) ??
    differsIn(NAMES, predicate.identity, expected.identity);
  if (place !== undefined) return replayed(place);
  const [own, content] = subjects;
  const [ownExpected, contentExpected] = expected.subjects;
  if (own?.sha256 !== ownExpected?.sha256) return otherBytes(statement, file, own?.sha256 ?? '');
  const detail =
    differsIn(DETAILS, predicate.identity, expected.identity) ??
    differs('the revision', predicate.revision, expected.revision) ??
    differs('the content', content?.sha256, contentExpected?.sha256) ??
    differs('the content hash', predicate.contentHash, expected.contentHash);
  return detail === undefined ? undefined : replayed(detail);
}

function differsIn(
  names: readonly (keyof StatementIdentity)[],
  found: StatementIdentity,
  expected: StatementIdentity,
): string | undefined {
  for (const name of names) {
    const fault = differs(`the ${name}`, found[name], expected[name]);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function differs(
  what: string,
  found: string | number | undefined,
  expected: string | number | undefined,
): string | undefined {
  if (found === expected) return undefined;
  const show = (value: string | number | undefined): string => (value === undefined ? 'none' : `"${value}"`);
  return `it was made for ${what} ${show(found)}, expected ${show(expected)}`;
}

function replayed(reason: string): StatementFault {
  return { code: 'HYPER_SIGNATURE_REPLAYED', reason, isLayoutOnly: false };
}

function otherBytes(
  { predicate }: Statement,
  { value, bytes }: SignedManifest,
  signed: string,
): StatementFault {
  const isLayoutOnly = digestOf(canonicalJson(value)) === predicate.canonical;
  const difference = isLayoutOnly
    ? 'only the layout of the text differs, its meaning is the same'
    : 'the file was changed after signing';
  const reason = `it covers bytes with sha256 "${signed}", got "${digestOf(bytes).slice('sha256:'.length)}": ${difference}`;
  return { code: 'HYPER_SIGNATURE_SUBJECT', reason, isLayoutOnly };
}
