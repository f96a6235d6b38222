import type { ShownKey, TrustShowData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** The root, and the keys that it leads to. */
export const trustShowView: View<TrustShowData> = {
  findings: 'talk',
  names: ({ keys }) => keys.map(({ keyId }) => keyId),
  blocks(data, detail) {
    const { registry, version, digest, threshold, expiresAt, kept, isSound, keys } = data;
    return [
      {
        kind: 'fields',
        fields: [
          ['Registry', registry ?? 'without an id'],
          [
            'Root',
            `version ${String(version)}, ${isSound ? 'believed' : 'not believed: hyper trust status'}`,
          ],
          ['Digest', digest],
          ['Signers', `${String(threshold)} of ${String(keys.filter(({ of }) => of === 'root').length)}`],
          ['Until', expiresAt],
          ['Kept', kept.length === 0 ? 'no earlier version' : kept.map(String).join(', ')],
        ],
      },
      {
        kind: 'table',
        columns: [
          { title: 'OF' },
          { title: 'LABEL' },
          { title: 'KEY' },
          { title: 'ALGORITHM' },
          { title: 'STATE' },
        ],
        rows: keys.map((key) => [
          key.of,
          key.label ?? '',
          detail === 'wide' ? key.keyId : key.keyId.slice(0, 'sha256:'.length + 16),
          key.algorithm,
          stateOf(key),
        ]),
        empty: 'no keys',
      },
    ];
  },
};

function stateOf({ revokedAt, compromisedSince, expiresAt }: ShownKey): string {
  if (compromisedSince !== null) return `stolen since ${compromisedSince}`;
  if (revokedAt !== null) return `revoked ${revokedAt}`;
  return expiresAt === null ? 'no end' : `until ${expiresAt}`;
}
