import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CODES,
  HyperError,
  TYPED_CODES,
  exitStatusOfError,
  sortedBy,
  toTypedError,
} from '../../../src/core/index.ts';
import { LINT_RULES } from '../../../src/gate/index.ts';
import type { Code, CodeEntry } from '../../../src/core/index.ts';

const GOLDEN = new URL('../../golden/cli/exit-statuses.json', import.meta.url);
const rows: readonly [string, CodeEntry][] = sortedBy(Object.entries(CODES), ([code]) => code);

function codesWith(pattern: RegExp): readonly Code[] {
  return (Object.keys(CODES) as Code[]).filter((code) => pattern.test(code));
}

function exitsOf(codes: readonly Code[]): readonly number[] {
  return [...new Set(codes.map((code) => CODES[code].exit))];
}

describe('the exit status of every code (SPEC section 8)', () => {
  it('is the one that was published; UPDATE_GOLDEN=1 writes it anew', () => {
    const statuses = [...new Set(rows.map(([, { exit }]) => exit))].sort((left, right) => left - right);
    const table = statuses.map((status) => [
      status,
      rows.filter(([, { exit }]) => exit === status).map(([code]) => code),
    ]);
    const text = `${JSON.stringify(Object.fromEntries(table), null, 2)}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('is one for all that is told of one thing', () => {
    expect(exitsOf(codesWith(/^HYPER_(?:USAGE|QUERY)_/u))).toEqual([2]);
    expect(
      exitsOf(codesWith(/^HYPER_(?:YAML|FIELD(?!_UNSETTABLE)|NAME(?!_BURST|_LIKENESS|_RESERVED_PREFIX))_/u)),
    ).toEqual([1]);
    expect(exitsOf(codesWith(/^HYPER_(?:GIT|FILE|AGENT|REMOTE(?!_ADDRESS)|REPOSITORY)_/u))).toEqual([3]);
    expect(exitsOf(codesWith(/^HYPER_(?:SIGNATURE|SITE_FILE|KEYLESS)_/u))).toEqual([4]);
    expect(codesWith(/./u).filter((code) => CODES[code].exit === 70)).toEqual(['HYPER_INTERNAL']);
  });

  it('is 0 for advice of lint that is no warning, and 1 for the rest', () => {
    for (const { code, severity } of LINT_RULES) expect(CODES[code].exit).toBe(severity === 'info' ? 0 : 1);
  });

  it('is 0 for what is only ever told beside an outcome', () => {
    const told = [
      /^HYPER_POLICY_(?:ADVICE|RECORDED|EXCEPTION(?:_ENDED)?)$/u,
      /^HYPER_LOCK_(?:COMMIT|DEPRECATED|UNCOMMITTED|UNTOLD)$/u,
      /^HYPER_IMPORT_(?:CONTENT_DESCRIBED|EDGE_\w+)$/u,
      /^HYPER_(?:ACCESS_NO_OWNER|FAULTS_OMITTED|KEY_UNENCRYPTED)$/u,
    ];
    for (const pattern of told) expect(exitsOf(codesWith(pattern))).toEqual([0]);
  });

  it.each([
    ['HYPER_NAME_TAKEN', 'HYPER_VERSION_TAKEN'],
    ['HYPER_RELEASE_EXISTS', 'HYPER_VERSION_TAKEN'],
    ['HYPER_RELEASE_TOMBSTONED', 'HYPER_VERSION_TOMBSTONED'],
    ['HYPER_RELEASE_IMMUTABLE', 'HYPER_RELEASE_CHANGED'],
    ['HYPER_QUOTA_FULL', 'HYPER_QUOTA_ARTIFACTS'],
    ['HYPER_LAST_OWNER', 'HYPER_ACCESS_OWNER_LOST'],
    ['HYPER_MOVE_ILLEGAL', 'HYPER_STATE_MOVE'],
    ['HYPER_PACK_TOO_LARGE', 'HYPER_CONTENT_TOO_LARGE'],
    ['HYPER_GRANT_ROLE', 'HYPER_ACCESS_ROLE_UNKNOWN'],
    ['HYPER_POLICY_UNKNOWN', 'HYPER_ARTIFACT_MISSING'],
    ['HYPER_TRUST_REGISTRY_ID', 'HYPER_SIGN_UNIDENTIFIED'],
    ['HYPER_EXPORT_EXISTS', 'HYPER_KEY_EXISTS'],
    ['HYPER_FORGE_UNREACHABLE', 'HYPER_REMOTE_UNREACHABLE'],
  ] as const)('of %s is that of %s: one fact, told before the write and at the gate', (one, other) => {
    expect(CODES[one].exit).toBe(CODES[other].exit);
  });
});

describe('what was typed', () => {
  it('is bad usage where it is malformed, whatever its code says of content', () => {
    for (const code of TYPED_CODES as ReadonlySet<Code>) {
      expect(CODES[code].exit).toBe(1);
      expect(exitStatusOfError(toTypedError({ code, message: 'no' }))).toBe(2);
    }
  });

  it('keeps the hint of its fault', () => {
    expect(toTypedError({ code: 'HYPER_NAME_DASHES', message: 'no', hint: 'write it so' }).hint).toBe(
      'write it so',
    );
    expect(toTypedError({ code: 'HYPER_NAME_DASHES', message: 'no' }).hint).toBeUndefined();
  });

  it('is told from what an error says of its code', () => {
    expect(exitStatusOfError(new HyperError('HYPER_NAME_DASHES', 'no'))).toBe(1);
    expect(exitStatusOfError(new HyperError('HYPER_GIT_MISSING', 'no'))).toBe(3);
  });
});
