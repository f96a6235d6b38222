import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../../../src/core/index.ts';
import { COMMANDS } from '../../../../src/cli/command-table.ts';
import schemas from '../../../../src/operations/table/generated/operation-schemas.json' with { type: 'json' };
import { OPERATIONS } from '../../../../src/operations/table/operations-table.ts';
import { registryList, versionYank } from '../../../../src/operations/index.ts';
import { VIEWS } from '../../../../src/report/views/index.ts';
import { testContext } from '../../../build/registry-context.ts';
import { createWriteWorld } from '../../../build/write-world.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** Operations whose command is called otherwise than they are. */
const COMMAND_OF: ReadonlyMap<string, string> = new Map([
  ['verify.site', 'verify'],
  ['import.archive', 'import'],
  ['lint.fix', 'lint'],
]);

/** The words of SPEC section 3, by group. */
const SPEC: readonly string[] = [
  ...['create', 'read', 'update', 'delete', 'list'],
  ...['search', 'query', 'resolve', 'dependency_graph'],
  ...['publish', 'unpublish', 'deprecate', 'undeprecate', 'archive', 'restore'],
  ...['validate', 'test', 'lint'],
  ...['dependency_resolve', 'conflict_detect', 'relationship_find'],
  ...['migrate', 'upgrade', 'downgrade', 'index_rebuild', 'cache_clear'],
  ...['tag', 'promote', 'yank', 'unyank'],
  ...['sign', 'verify', 'attest', 'key_generate', 'key_rotate', 'key_revoke'],
];

const documents = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(join(ROOT, name), 'utf8'))
  .join('\n');

function validatorOf(name: string): ValidateFunction {
  const schema = (schemas as Readonly<Record<string, object>>)[name];
  expect(schema, name).toBeDefined();
  return new Ajv({ strict: false, formats: { 'date-time': true } }).compile(schema ?? {});
}

describe('the table of operations', () => {
  it('has each operation once, and every one that there is', () => {
    const ids = OPERATIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids)).toEqual(new Set(VIEWS.keys()));
  });

  it('is SPEC section 3', () => {
    const there = OPERATIONS.flatMap(({ spec }) => spec);
    expect(there.toSorted(compareText)).toEqual(SPEC.toSorted(compareText));
  });

  it('lets every change of a registry be audited', () => {
    const writing = OPERATIONS.filter(({ data }) => data === 'WriteData');
    expect(writing.length).toBeGreaterThan(15);
    expect(writing.filter(({ isAudited, capability }) => !isAudited || capability === null)).toEqual([]);
  });

  it('describes what operations really give', async () => {
    const world = createWriteWorld();
    const yank = { reference: 'org.acme/parser@1.0.0', reason: 'x', mode: 'plan' as const };
    const { data } = await world.run(versionYank, yank);
    expect(validatorOf('WriteData')(data)).toBe(true);
    const list = { registry: undefined, at: undefined, namespace: undefined };
    const { data: rows } = await registryList.run(testContext(world.repository.folder), list);
    for (const row of rows) expect(validatorOf('ListedArtifact')(row)).toBe(true);
  });
});

describe.each(OPERATIONS.map((row) => ({ ...row })))('$id', ({ id, summary, input, data, group }) => {
  it('can be reached from the command line and is documented', () => {
    const command = COMMAND_OF.get(id) ?? id.replace('.', ' ');
    expect([...COMMANDS.keys()]).toContain(command);
    expect(documents).toContain(`hyper ${command}`);
    expect(summary).toMatch(/^[A-Z][^\n]*[^.]$/u);
    expect(group).not.toBe('');
  });

  it('has a shape of input that refuses what is none, and a shape of output', () => {
    expect(validatorOf(data.replace('[]', ''))('neither')).toBe(false);
    if (input === null) return;
    const accepts = validatorOf(input);
    for (const bad of [null, 7, 'text', [], { 'no such field': 1 }]) expect(accepts(bad)).toBe(false);
  });
});
