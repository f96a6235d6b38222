import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/manifest/finding.ts';
import { toFinding } from '../../../src/manifest/finding.ts';
import { readDependencies } from '../../../src/manifest/read-dependencies.ts';

type Fields = Readonly<Record<'dependencies' | 'peerDependencies', Readonly<Record<string, string>>>>;

const name = fc.constantFrom('org.acme/http', 'lib.crypto/jose', 'orgs/acme/log', 'http', 'org..acme/x');
const range = fc.constantFrom('^1.0.0', '^1.0.0', '>=1.0.0 <2.0.0', '~2.1', '*', 'newest', '');
const pairs = fc.dictionary(name, range, { maxKeys: 4 });
const fields: fc.Arbitrary<Fields> = fc.record({ dependencies: pairs, peerDependencies: pairs });

function read(manifest: Fields): { found: unknown; findings: Finding[] } {
  const findings: Finding[] = [];
  const found = readDependencies(manifest, (pointer, complaint, part) => {
    findings.push(toFinding(pointer, complaint, part));
  });
  return { found, findings };
}

describe('readDependencies', () => {
  it('tells of a manifest the same, whatever was read before', () => {
    fc.assert(
      fc.property(fields, fc.array(fields, { maxLength: 12 }), (manifest, others) => {
        const first = structuredClone(read(manifest));
        for (const other of others) read(other);
        expect(read(manifest)).toEqual(first);
      }),
    );
  });

  it('keeps apart what is needed and what a peer must have', () => {
    const pair = { 'org.acme/http': '^1.0.0' };
    expect(read({ dependencies: pair, peerDependencies: pair }).found).toMatchObject([
      { type: 'runtime', range: '^1.0.0', pointer: ['dependencies', 'org.acme/http'] },
      { type: 'peer', range: '^1.0.0', pointer: ['peerDependencies', 'org.acme/http'] },
    ]);
  });

  it('finds two spellings of one artifact', () => {
    const { findings } = read({
      dependencies: { 'org.acme/log': '^1.0.0', 'orgs/acme/log': '^1.0.0' },
      peerDependencies: {},
    });
    expect(findings.map(({ code }) => code)).toEqual(['HYPER_DEPENDENCY_DUPLICATE']);
  });
});
