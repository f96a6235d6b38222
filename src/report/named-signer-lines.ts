import type { ListedParties, NamedSigners, ShownKey } from '../operations/index.ts';

/** A file that is to be signed, its digest, and whose signatures it says will count. Raw text. Pure. */
export function namedSignerLines(named: NamedSigners): readonly string[] {
  return [named.path, `  ${named.digest}`, ...partyLines(named)];
}

/**
 * Whose signatures will count: every key by its whole id, none left out. A label is the repository's text and stands quoted,
 * behind the id. Raw text. Pure.
 */
export function partyLines({ threshold, expiresAt, keys, identities }: ListedParties): readonly string[] {
  const withdrawn = keys.filter(
    ({ revokedAt, compromisedSince }) => (revokedAt ?? compromisedSince) !== null,
  );
  const count = String(keys.length - withdrawn.length + identities.length);
  const end = expiresAt === null ? '' : `, until ${expiresAt}`;
  return [
    ...(threshold === null ? [] : [`  ${String(threshold)} of ${count} must sign${end}`]),
    ...keys.map((key) => `  ${keyLine(key)}`),
    ...identities.map(
      ({ issuer, subject }) => `  identity ${JSON.stringify(subject)} of ${JSON.stringify(issuer)}`,
    ),
  ];
}

function keyLine(key: ShownKey): string {
  const { of, keyId, algorithm, label, createdAt } = key;
  const kind = of === 'online' || of === 'former online' ? `${of} key` : 'key';
  const name = label === null ? '' : ` ${JSON.stringify(label)}`;
  return `${kind} ${keyId} ${algorithm}${name}, from ${createdAt}, ${formatKeyEnd(key)}`;
}

/** When a key ends or why it has, in words. Pure. */
export function formatKeyEnd({
  revokedAt,
  compromisedSince,
  expiresAt,
}: Pick<ShownKey, 'revokedAt' | 'compromisedSince' | 'expiresAt'>): string {
  if (compromisedSince !== null) return `stolen since ${compromisedSince}`;
  if (revokedAt !== null) return `revoked ${revokedAt}`;
  return expiresAt === null ? 'no end' : `until ${expiresAt}`;
}
