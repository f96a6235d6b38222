import { parseStatement, renderStatement } from '../signing/index.ts';
import type { SignatureBundle, Statement } from '../signing/index.ts';

/** What signing a file would do to the signatures beside it. */
export type SignaturePlan =
  /** The signer has said just this of just these bytes. */
  | { readonly kind: 'present' }
  | {
      readonly kind: 'sign';
      readonly payload: Uint8Array;
      /** Signatures that stay: those of others over the same bytes, and those that are not of this registry. */
      readonly kept: readonly SignatureBundle[];
      /** How many go, because they cover other bytes or are replaced. */
      readonly dropped: number;
    };

const MOMENT: ReadonlySet<string> = new Set(['acceptedAt', 'previous', 'signedAt']);

/**
 * Plans the signature file of a manifest. Signatures over former bytes say nothing of this file any more, and go; a
 * signer's former statement of the same kind is replaced. When it was signed, and after which file, makes no difference:
 * signing twice changes nothing. `own` holds the bundles that this signer made, verified; a `weaker` one lacks a proof of
 * time that it would have now, and is replaced, as is one of before its key counts (`since`, milliseconds since 1970). Pure.
 */
export function planSignature(
  statement: Statement,
  existing: readonly SignatureBundle[],
  own: ReadonlyMap<SignatureBundle, 'own' | 'weaker'>,
  since?: number,
): SignaturePlan {
  const payload = renderStatement(statement);
  const kept: SignatureBundle[] = [];
  for (const bundle of existing) {
    const said = parseStatement(bundle.payload);
    if (!said.ok) {
      kept.push(bundle);
      continue;
    }
    const isOwnKind = own.has(bundle) && said.statement.predicateType === statement.predicateType;
    if (
      isOwnKind &&
      own.get(bundle) === 'own' &&
      !isEarly(said.statement, since) &&
      saysTheSame(said.statement, statement)
    ) {
      return { kind: 'present' };
    }
    const isOfTheseBytes = said.statement.subjects[0]?.sha256 === statement.subjects[0]?.sha256;
    if (isOfTheseBytes && !isOwnKind) kept.push(bundle);
  }
  return { kind: 'sign', payload, kept, dropped: existing.length - kept.length };
}

/** Whether a signature says that it was made before its key counts. */
function isEarly({ predicate }: Statement, since = Number.NEGATIVE_INFINITY): boolean {
  return Date.parse(predicate.signedAt) < since;
}

function saysTheSame(said: Statement, wanted: Statement): boolean {
  return timeless(said) === timeless(wanted);
}

/** The statement without what only the moment of signing decides. */
function timeless(statement: Statement): string {
  const text = Buffer.from(renderStatement(statement)).toString('utf8');
  return JSON.stringify(JSON.parse(text), (key, value: unknown) => (MOMENT.has(key) ? undefined : value));
}
