import type { TrustShowData } from '../../operations/index.ts';
import { formatKeyEnd } from '../named-signer-lines.ts';
import type { View } from '../view.ts';

/** The root, and the keys that it leads to. */
export const trustShowView: View<TrustShowData> = {
  findings: 'talk',
  names: ({ keys }) => keys.map(({ keyId }) => keyId),
  blocks(data, detail) {
    const { registry, version, digest, threshold, expiresAt, kept, isSound, keys, identities } = data;
    const ofRoot = [...keys, ...identities].filter(({ of }) => of === 'root').length;
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
          ['Signers', `${String(threshold)} of ${String(ofRoot)}`],
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
          formatKeyEnd(key),
        ]),
        empty: 'no keys',
      },
      {
        kind: 'lines',
        title: 'Identities',
        lines: identities.map(
          ({ of, issuer, subject }) => `${of}: ${JSON.stringify(subject)} of ${JSON.stringify(issuer)}`,
        ),
      },
    ];
  },
};
