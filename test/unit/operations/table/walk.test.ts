import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { capabilitiesFor } from '../../../../src/access/index.ts';
import { compareText, HyperError, isJsonObject } from '../../../../src/core/index.ts';
import type { JsonValue } from '../../../../src/core/index.ts';
import schemas from '../../../../src/operations/table/generated/operation-schemas.json' with { type: 'json' };
import { OPERATIONS } from '../../../../src/operations/table/operations-table.ts';
import type { Outcome } from '../../../../src/operations/index.ts';
import { loadChangeSet, loadSnapshot } from '../../../../src/registry/index.ts';
import { PLAIN_PAINT, canName, canTabulate, renderReport, toReport } from '../../../../src/report/index.ts';
import type { FormatName } from '../../../../src/report/index.ts';
import { changeRegistry } from '../../../build/change-repository.ts';
import { policyText } from '../../../build/manifests.ts';
import { testContext } from '../../../build/registry-context.ts';
import { openRoom } from './calls/call.ts';
import type { Call, Room } from './calls/call.ts';
import { FORGE_CALLS, closeForge } from './calls/forge-calls.ts';
import { MACHINE_CALLS } from './calls/machine-calls.ts';
import { PROJECT_CALLS } from './calls/project-calls.ts';
import { READING_CALLS } from './calls/reading-calls.ts';
import { TRUST_CALLS } from './calls/trust-calls.ts';
import { WRITING_CALLS } from './calls/writing-calls.ts';

const CALLS: readonly Call[] = [
  ...READING_CALLS,
  ...WRITING_CALLS,
  ...PROJECT_CALLS,
  ...TRUST_CALLS,
  ...MACHINE_CALLS,
  ...FORGE_CALLS,
];
const GOLDEN = new URL('../../../golden/operations/shapes.json', import.meta.url);
const IS_WRITTEN_ANEW = process.env['UPDATE_GOLDEN'] === '1';
const golden = IS_WRITTEN_ANEW
  ? {}
  : (JSON.parse(readFileSync(GOLDEN, 'utf8')) as Readonly<Record<string, JsonValue>>);
const shapes = new Map<string, JsonValue>();
const sharedRoom = openRoom({
  ...changeRegistry(),
  'namespaces/org/acme/policies/needs-licence.yaml': policyText('needs-licence'),
});

afterAll(async () => {
  await closeForge();
  if (!IS_WRITTEN_ANEW) return;
  const sorted = [...shapes].sort(([left], [right]) => compareText(left, right));
  writeFileSync(GOLDEN, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
});

/** Names of properties and kinds of values, and nothing of what they say; a list is what its items are together. */
function shapeOf(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.length === 0 ? [] : [merge(value.map(shapeOf))];
  if (!isJsonObject(value)) return value === null ? 'null' : typeof value;
  const names = Object.keys(value).sort(compareText);
  return Object.fromEntries(names.map((name) => [name, shapeOf(value[name] ?? null)]));
}

function merge(items: readonly JsonValue[]): JsonValue {
  const maps = items.filter(isJsonObject);
  if (maps.length !== items.length || items.some((item) => Array.isArray(item))) {
    const words = new Set(items.map((item) => JSON.stringify(item)));
    return [...words].sort(compareText).map((word) => JSON.parse(word) as JsonValue)[0] ?? null;
  }
  const names = new Set(maps.flatMap((map) => Object.keys(map)));
  return Object.fromEntries(
    [...names].sort(compareText).map((name) => [name, merge(maps.flatMap((map) => map[name] ?? []))]),
  );
}

/** Every file, ref and uncommitted change of a registry's repository. */
function stateOf({ repository }: Room): string {
  const told = ['for-each-ref', 'status --porcelain'].map((words) => repository.git(...words.split(' ')));
  return [repository.head(), ...told].join('\n');
}

/** What the gate demands of all that changed in the registry since a commit. */
async function demandedSince({ repository, folder }: Room, base: string): Promise<readonly string[]> {
  if (repository.git('status', '--porcelain') !== '') repository.commit('What the operation left');
  const { store } = await testContext(folder).openRegistry({ registry: folder });
  const [from, to] = [await store.resolveRevision(base), await store.resolveRevision('HEAD')];
  const sides = { base: await loadSnapshot(store, from), head: await loadSnapshot(store, to) };
  const needs = (await loadChangeSet(store, from, to)).flatMap((change) => capabilitiesFor(change, sides));
  // Whoever publishes needs it too (SPEC section 3).
  const found = needs.map(({ capability }) => capability).filter((one) => one !== 'namespace:write');
  return [...new Set(found)].sort(compareText);
}

interface Prepared {
  readonly room: Room;
  /** The commit before the call. */
  readonly base: string;
}

async function prepare(one: Call): Promise<Prepared> {
  const room = one.files === undefined ? sharedRoom : openRoom(one.files);
  await one.before(room);
  if (room.repository.git('status', '--porcelain') !== '') room.repository.commit('Before the call');
  return { room, base: room.repository.head() };
}

/** The data of the document that `--output json` prints. */
async function printed(id: string, outcome: Outcome<unknown>): Promise<JsonValue> {
  const options = { format: 'json', width: Infinity, paint: PLAIN_PAINT, isQuiet: false } as const;
  const { stdout } = await renderReport(toReport(id, outcome), options);
  return (JSON.parse(stdout) as { readonly data: JsonValue }).data;
}

/** Calls whose answer has no rows: the two sides differ in acts alone, which are sentences. */
const WITHOUT_ROWS_HERE: ReadonlySet<string> = new Set(['diff']);

/** That each format says something of the result, or is refused before anything is done. */
async function expectEveryFormat(id: string, outcome: Outcome<unknown>): Promise<void> {
  const print = async (format: FormatName): Promise<string> => {
    const options = { format, width: 80, paint: PLAIN_PAINT, isQuiet: false } as const;
    return (await renderReport(toReport(id, outcome), options)).stdout;
  };
  expect(parse(await print('yaml'))).toEqual(JSON.parse(await print('json')));
  const [table, wide, csv, name] = await Promise.all((['table', 'wide', 'csv', 'name'] as const).map(print));
  const isSaid = table !== '' || outcome.diagnostics.length > 0;
  expect([id, isSaid, wide === '']).toEqual([id, true, table === '']);
  if (canTabulate(id))
    for (const line of csv?.split('\r\n').slice(0, -1) ?? []) expect(line).toMatch(/^(?:".*"?|)$/u);
  if (canTabulate(id) && !WITHOUT_ROWS_HERE.has(id)) expect([id, csv]).not.toEqual([id, '']);
  expect([id, !canName(id) && name !== '']).toEqual([id, false]);
}

async function codeOf(outcome: Promise<Outcome<unknown>>): Promise<string> {
  try {
    return (await outcome).diagnostics.map(({ code }) => code).join();
  } catch (error) {
    if (error instanceof HyperError) return error.code;
    throw error;
  }
}

it('calls every operation of the table', () => {
  expect(CALLS.map(({ id }) => id).sort(compareText)).toEqual(
    OPERATIONS.map(({ id }) => id).sort(compareText),
  );
});

describe.each(CALLS.map((one) => ({ ...one })))('$id', (one) => {
  const row = OPERATIONS.find(({ id }) => id === one.id);
  const opened = { place: undefined as Promise<Prepared> | undefined };
  const prepared = (): Promise<Prepared> => (opened.place ??= prepare(one));

  it('refuses a bad input with a code, and changes nothing', async () => {
    if (one.invalid === undefined) {
      expect([null, 'ConfigListInput', 'DoctorInput']).toContain(row?.input);
      return;
    }
    const { room } = await prepared();
    const before = stateOf(room);
    expect(await codeOf(one.invalid(room))).toBe(one.code);
    expect(stateOf(room)).toBe(before);
  });

  it('prints the shape that was published, and changes what its capability is for and nothing else', async () => {
    const { room, base } = await prepared();
    const before = stateOf(room);
    const outcome = await one.valid(room);
    const data = await printed(one.id, outcome);
    await expectEveryFormat(one.id, outcome);
    const accepts = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(
      (schemas as Readonly<Record<string, object>>)[row?.data.replace('[]', '') ?? ''] ?? {},
    );
    for (const each of row?.data.endsWith('[]') === true ? (data as readonly JsonValue[]) : [data]) {
      accepts(each);
      expect(accepts.errors ?? []).toEqual([]);
    }
    shapes.set(one.id, shapeOf(data));
    if (!IS_WRITTEN_ANEW) expect(shapeOf(data)).toEqual(golden[one.id]);
    if (row?.isAudited === true)
      expect(await demandedSince(room, base)).toEqual(one.demands ?? [row.capability]);
    else expect(stateOf(room)).toBe(before);
  });
});
