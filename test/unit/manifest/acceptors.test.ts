import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/core/index.ts';
import { parseDocument } from '../../../src/document/index.ts';
import { validateArtifact } from '../../../src/manifest/generated/validators.js';
import { newAjv } from './schema-files.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MANY = Object.fromEntries(
  Array.from({ length: 600 }, (_none, number) => [`lib.a/n${number}`, '1.0.0']),
);
const OTHERS: readonly (JsonValue | undefined)[] = [
  undefined,
  null,
  true,
  1,
  -1,
  '',
  'x',
  'Ä b',
  'x'.repeat(5000),
  [],
  ['x', 1],
  {},
  { unknown: 1 },
  { '': '' },
  MANY,
];

/** One release of each type, as people wrote it. */
function releases(): JsonObject[] {
  const found = new Map<string, JsonObject>();
  const files = execFileSync('git', ['-C', ROOT, 'ls-files', '-z', 'registry-example/namespaces'])
    .toString('utf8')
    .split('\0')
    .filter((path) => /\/[0-9][^/]*\.yaml$/u.test(path));
  for (const file of files) {
    const value = parseDocument(readFileSync(`${ROOT}/${file}`)).document?.value as JsonObject;
    // The one with the most fields of its type.
    const type = value['type'] as string;
    const size = JSON.stringify(value).length;
    if (size > JSON.stringify(found.get(type) ?? '').length) found.set(type, value);
  }
  return [...found.values()];
}

/** The value with something else in each of its places, one at a time, and with a field too many. */
function* variantsOf(value: JsonValue): Generator<JsonValue | undefined> {
  yield* OTHERS;
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    for (const [index, item] of items.entries())
      for (const variant of variantsOf(item))
        yield items.map((one, at) => (at === index ? (variant ?? null) : one));
  } else if (typeof value === 'object' && value !== null) {
    const fields = value as JsonObject;
    yield { ...fields, unknown: 'x' };
    yield { ...fields, 'x-own': 'x' };
    for (const [key, child] of Object.entries(fields)) {
      for (const variant of variantsOf(child)) {
        const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key));
        yield variant === undefined ? rest : { ...rest, [key]: variant };
      }
    }
  }
}

describe('the quick yes to a release', () => {
  const judge = newAjv().getSchema('https://schemas.hyper-registry.dev/v1/artifact.schema.json');

  it('is given to releases of every type', () => {
    const told = releases().map(
      (one) => [one['type'], validateArtifact(one), validateArtifact.errors] as const,
    );
    const types = ['config', 'library', 'plugin', 'service', 'template', 'theme'];
    expect(new Map(told.map(([type, ...answer]) => [type as string, answer]))).toEqual(
      new Map(types.map((type) => [type, [true, null]])),
    );
  });

  it('is given exactly where the schema finds no fault, whatever stands in whatever place', () => {
    const wrong: unknown[] = [];
    let [accepted, refused] = [0, 0];
    for (const release of releases()) {
      for (const variant of variantsOf(release)) {
        const isValid = validateArtifact(variant);
        if (isValid) accepted += 1;
        else refused += 1;
        const isTold = isValid === (validateArtifact.errors === null);
        if (isValid !== judge?.(variant) || !isTold) wrong.push(variant);
      }
    }
    expect(wrong).toEqual([]);
    expect(Math.min(accepted, refused)).toBeGreaterThan(100);
  });
});
