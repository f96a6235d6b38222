import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/index.ts';
import type { JsonValue } from '../../src/core/index.ts';

const corpora = process.env['HYPER_CORPORA'];
const folder = path.join(corpora ?? '', 'rfc8785');
const names = corpora === undefined ? [] : readdirSync(path.join(folder, 'input'));

describe.skipIf(corpora === undefined)('RFC 8785 (skipped: HYPER_CORPORA is not set)', () => {
  it('has the vectors', () => {
    expect(names.length).toBeGreaterThanOrEqual(6);
  });

  it.each(names)('writes the canonical form of %s byte for byte', (name) => {
    const input = JSON.parse(readFileSync(path.join(folder, 'input', name), 'utf8')) as JsonValue;
    const expected = readFileSync(path.join(folder, 'output', name), 'utf8').replace(/\n$/u, '');
    expect(canonicalJson(input)).toBe(expected);
    expect(canonicalJson(JSON.parse(canonicalJson(input)) as JsonValue)).toBe(expected);
  });
});
