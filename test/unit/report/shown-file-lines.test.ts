import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/core/index.ts';
import { shownFileLines } from '../../../src/report/shown-file-lines.ts';

describe('what a signer is shown of a file', () => {
  it('tells whose signatures count first, and all of them, whatever else changes', () => {
    const change = (
      pointer: string,
      after: JsonValue,
    ): { pointer: string; before: undefined; after: JsonValue } => ({
      pointer,
      before: undefined,
      after,
    });
    const noise = Array.from({ length: 100 }, (_none, number) => change(`/annotations/${number}`, 'x'));
    const keys = Array.from({ length: 50 }, (_none, number) => change(`/signing/keys/${number}/keyId`, 'k'));
    const lines = shownFileLines({
      path: 'namespaces/a/namespace.yaml',
      digest: 'sha256:0',
      comparedWith: 'the version before',
      changes: [...noise, ...keys, change('/threshold', 1), change('/signings', 1)],
    });
    expect(lines.slice(3, 54)).toEqual([
      ...keys.map(({ pointer }) => `  + ${pointer}: "k"`),
      '  + /threshold: 1',
    ]);
    expect(lines.at(-1)).toBe('  and 61 more');
    expect(lines).toHaveLength(3 + 51 + 40 + 1);
  });
});
