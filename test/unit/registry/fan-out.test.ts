import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fanOutSegment,
  toLogicalChanges,
  toPhysicalPath,
  withoutFanOut,
} from '../../../src/registry/index.ts';
import type { Layout, TreeChange, TreeEntry } from '../../../src/registry/index.ts';

const layout: Layout = {
  isFannedOut: (namespace) => namespace === 'lib.big' || namespace === 'user.alice@example.com/big',
  isNamespaceFolder: (folder) => folder === 'namespaces/lib/big/child',
};
const PARSER = fanOutSegment('parser');

describe('fan-out', () => {
  it.each([
    ['namespaces/lib/big/parser/1.0.0.yaml', `namespaces/lib/big/${PARSER}/parser/1.0.0.yaml`],
    [
      'namespaces/lib/big/parser/artifact.sigstore.json',
      `namespaces/lib/big/${PARSER}/parser/artifact.sigstore.json`,
    ],
    ['namespaces/lib/big/parser/README.md', `namespaces/lib/big/${PARSER}/parser/README.md`],
    [
      'namespaces/user/alice@example.com/big/parser/1.0.0.yaml',
      `namespaces/user/alice@example.com/big/${PARSER}/parser/1.0.0.yaml`,
    ],
  ])('puts %s at %s, and reads it back', (path, placed) => {
    expect(toPhysicalPath(path, layout)).toBe(placed);
    expect(withoutFanOut(placed)).toBe(path);
  });

  it.each([
    'registry.yaml',
    'namespaces/lib/big/namespace.yaml',
    'namespaces/lib/big/policies/no-secrets.yaml',
    'namespaces/lib/big/child/namespace.yaml',
    'namespaces/lib/big/child/namespace.sigstore.json',
    'namespaces/lib/big/child/README.md',
    'namespaces/lib/small/parser/1.0.0.yaml',
    'observed/lib/big/parser/stats.yaml',
    'blobs/sha256/ab/cd/ef',
  ])('leaves %s where it is', (path) => {
    expect(toPhysicalPath(path, layout)).toBe(path);
    expect(withoutFanOut(path)).toBeUndefined();
  });

  it.each([
    'namespaces/lib/big/_00/parser/1.0.0.yaml',
    `namespaces/lib/big/${PARSER}x/parser/1.0.0.yaml`,
    `namespaces/lib/big/${PARSER.toUpperCase()}/parser/1.0.0.yaml`,
    `namespaces/lib/${PARSER}/parser/1.0.0.yaml`,
    `namespaces/lib/big/${PARSER}/parser/deep/1.0.0.yaml`,
    `docs/lib/big/${PARSER}/parser/1.0.0.yaml`,
  ])('does not take %s for a file of an artifact', (path) => {
    expect(withoutFanOut(path)).toBeUndefined();
  });

  it('is undone by reading, whatever the names', () => {
    const segment = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/u);
    fc.assert(
      fc.property(segment, segment, (name, file) => {
        const path = `namespaces/lib/big/${name}/${file}.yaml`;
        const placed = toPhysicalPath(path, layout);
        if (placed !== path) expect(withoutFanOut(placed)).toBe(path);
      }),
    );
  });

  it('tells a file that went to its other place with the same bytes from one that changed', () => {
    const entry = (path: string, oid: string): TreeEntry => ({ mode: '100644', oid, path, isUtf8: true });
    const plain = 'namespaces/lib/big/parser/1.0.0.yaml';
    const fanned = `namespaces/lib/big/${PARSER}/parser/1.0.0.yaml`;
    const moved = (oid: string): TreeChange[] => [
      { status: 'added', path: fanned, after: entry(fanned, oid) },
      { status: 'removed', path: plain, before: entry(plain, 'aa') },
    ];
    expect(toLogicalChanges(moved('aa'))).toMatchObject({
      changes: [],
      moves: [{ path: plain, status: 'changed' }],
    });
    expect(toLogicalChanges(moved('bb'))).toMatchObject({
      changes: [{ path: plain, status: 'changed' }],
      moves: [],
    });
    const isTaken = (folder: string): boolean => folder === 'namespaces/lib/big/parser';
    expect(toLogicalChanges(moved('aa'), isTaken).changes.map(({ path }) => path)).toEqual([fanned, plain]);
  });
});
