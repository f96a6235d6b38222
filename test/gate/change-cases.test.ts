import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { CHANGE_RULES, EXAMINED_RULES } from '../../src/gate/index.ts';
import { approval, createChangeRepository, pullRequestEvent } from '../build/change-repository.ts';
import type { Puts } from '../build/change-repository.ts';
import { policyText, releaseText } from '../build/manifests.ts';
import { findingsOf } from '../build/registry-context.ts';
import { runCi } from '../build/run-ci.ts';
import { titleOf } from './gate-cases.ts';

/** `change.json` of a case: what differs from the registry that cases change. */
interface ChangeCase {
  /** What the merge base has beside it. */
  readonly before?: Puts;
  /** What the target branch has since. */
  readonly tip?: Puts;
  readonly puts: Puts;
  /** Number of the account that opens the pull request; 2, a publisher of org.acme, unless told; 0 for nobody known. */
  readonly author?: number;
  /** Numbers of accounts that approve the head. */
  readonly approvals?: readonly number[];
}

const ROOT = import.meta.dirname;
const CASES = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: rule }) => readdirSync(join(ROOT, rule)).map((name) => ({ rule, name, title: titleOf(name), folder: join(ROOT, rule, name) })))
  .filter(({ folder }) => existsSync(join(folder, 'change.json')));

const SCHEMA = JSON.parse(readFileSync(join(ROOT, '../../schemas/output.schema.json'), 'utf8')) as { readonly $id: string };
const isCiData = new Ajv2020({ strict: true, strictRequired: false })
  .addSchema(SCHEMA, SCHEMA.$id)
  .compile({ $ref: `${SCHEMA.$id}#/$defs/ciData` });
const repository = createChangeRepository();

function libraryText(reference: string, version: string): string {
  return releaseText(reference, version)
    .replace('type: service', 'type: library')
    .replace(
      /spec:[\s\S]*$/u,
      `spec:\n  language: typescript\ncontent:\n  digests:\n    sha256: "${'ab'.repeat(32)}"\n  size: 3\n  mediaType: application/zip\n  uri: https://github.com/acme/parser/releases/download/v1/parser.zip\n`,
    );
}

/** Manifests that several cases put somewhere. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['@policy', policyText('loose')],
  ['@library', libraryText('org.acme/parser', '1.2.0')],
  ['@library of quartz', libraryText('org.acme/quartz', '1.1.0')],
]);

function filled(puts: Puts): Puts {
  return Object.fromEntries(
    Object.entries(puts).map(([path, put]) => [path, typeof put === 'string' ? (NAMED.get(put) ?? put) : put]),
  );
}

describe.each(CASES)('$rule: $title', ({ folder }) => {
  it('gives the verdict and the findings of expected.json', async () => {
    const one = JSON.parse(readFileSync(join(folder, 'change.json'), 'utf8')) as ChangeCase;
    const base = one.before === undefined ? repository.base : repository.change(filled(one.before));
    const tip = one.tip === undefined ? base : repository.change(filled(one.tip), base);
    const head = repository.change(filled(one.puts), base);
    const reviews = (one.approvals ?? []).map((by) => approval(by, head));
    const event = pullRequestEvent(tip, head, { author: one.author ?? 2, reviews });
    const outcome =
      one.author === 0
        ? await runCi(repository.folder, { base: tip, head })
        : await runCi(repository.folder, {}, event);
    for (const { code, rule, docs } of outcome.diagnostics) expect([code, rule, docs]).not.toContain(undefined);
    const data: unknown = JSON.parse(JSON.stringify(outcome.data));
    expect(isCiData(data), JSON.stringify(isCiData.errors)).toBe(true);
    const found = { verdict: outcome.verdict, findings: findingsOf(outcome) };
    const file = join(folder, 'expected.json');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
    expect(found).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});

describe('the cases of changes', () => {
  it.each([...CHANGE_RULES, ...EXAMINED_RULES])('hold one that passes and each code for $id', ({ id, codes }) => {
    const own = CASES.filter(({ rule }) => rule === id);
    const expected = own.map(
      ({ folder }) => JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { verdict: string; findings: string[][] },
    );
    const found = new Set(expected.flatMap(({ findings }) => findings.map(([code]) => code)));
    expect(codes.filter((code) => !found.has(code))).toEqual([]);
    const isFine = expected.some(({ findings }) => !findings.some(([code]) => codes.some((one) => one === code)));
    expect(isFine).toBe(true);
  });
});
