import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explainConflict,
  formatExplanation,
  formatWay,
  originsOf,
  resolve,
  Resolver,
  suggestEdits,
  toDiagnostic,
  why,
  whyNot,
} from '../../../src/resolve/index.ts';
import type { ArtifactCandidates, Conflict, ResolveRequest, Universe } from '../../../src/resolve/index.ts';
import { refute } from '../../../src/resolve/explain/refute.ts';
import { requirements, solved, universe } from './universe-builders.ts';

const DIAMOND = universe({
  web: { '1.0.0': { token: '^1.0.0' } },
  auth: { '1.0.0': { token: '^2.0.0' }, '0.9.0': {} },
  token: { '1.0.0': {}, '2.0.0': {} },
});
const BOTH: ResolveRequest = { requirements: requirements({ web: '*', auth: '^1.0.0' }) };

function conflictOf(request: ResolveRequest, candidates: Universe): Conflict {
  const outcome = resolve(request, candidates);
  if (outcome.kind !== 'conflict') throw new Error(`expected a conflict, got a ${outcome.kind}`);
  return outcome.conflict;
}

describe('explainConflict', () => {
  it('names no fact that could be left out, whatever the universe (R12)', () => {
    const names = ['a', 'b', 'c', 'd'];
    const needs = fc.dictionary(
      fc.constantFrom(...names),
      fc.constantFrom('1.0.0', '2.0.0', '>=2.0.0', '3.0.0'),
      {
        maxKeys: 2,
      },
    );
    const releases = fc.record({ '1.0.0': needs, '2.0.0': needs });
    const tables = fc.record({ a: releases, b: releases, c: releases, d: releases });
    let conflicts = 0;
    fc.assert(
      fc.property(tables, needs, (table, wanted) => {
        const outcome = resolve({ requirements: requirements(wanted) }, universe(table));
        if (outcome.kind !== 'conflict') return;
        conflicts += 1;
        const { conflict } = outcome;
        const { facts, lines } = explainConflict(conflict);
        expect(refute(facts, conflict.versions)).toBeDefined();
        for (const fact of facts) {
          const rest = facts.filter((one) => one !== fact);
          expect(refute(rest, conflict.versions)).toBeUndefined();
        }
        expect(lines.filter(({ fact }) => fact !== undefined)).toHaveLength(facts.length);
      }),
      { numRuns: 1000 },
    );
    expect(conflicts).toBeGreaterThan(100);
  });

  it('finds lines by pointer where it is told how', () => {
    const [wanted] = requirements({ gone: '*' });
    const origin = { path: 'hyper.yaml', pointer: ['dependencies', 'gone'] };
    const conflict = conflictOf({ requirements: [{ ...wanted!, origin }] }, new Map());
    expect(originsOf(conflict)).toEqual([origin]);
    const position = { offset: 90, line: 9, column: 3 };
    const explanation = explainConflict(conflict, { locate: () => ({ start: position, end: position }) });
    expect(formatExplanation(explanation)).toContain('(hyper.yaml:9)');
    expect(toDiagnostic(conflict, explanation)).toMatchObject({
      code: 'HYPER_RESOLVE_CONFLICT',
      severity: 'error',
      path: 'hyper.yaml',
    });
  });

  it('shows no name that must not be shown, nor a path to it (R12)', () => {
    const hidden = universe(
      {
        web: { '1.0.0': { secret: '^1.0.0' } },
        secret: { '1.0.0': { token: '^1.0.0' } },
        token: { '1.0.0': {}, '2.0.0': {} },
      },
      { secret: { isPrivate: true } },
    );
    const request = { requirements: requirements({ web: '*', token: '^2.0.0' }) };
    const conflict = conflictOf(request, hidden);
    const explanation = explainConflict(conflict);
    expect(formatExplanation(explanation)).not.toContain('secret');
    expect(toDiagnostic(conflict, explanation).message).not.toContain('secret');
    const texts = suggestEdits(request, hidden, conflict).map(({ text }) => text);
    expect(texts.join('\n')).not.toContain('secret');
    expect(texts).not.toEqual([]);
  });
});

describe('suggestEdits', () => {
  it('gives the same over a source that is read on demand', async () => {
    const resolver = new Resolver({
      load: (names) => {
        const found = names.map((name) => [name, DIAMOND.get(name)] as const);
        return Promise.resolve(
          new Map(
            found.filter((pair): pair is readonly [string, ArtifactCandidates] => pair[1] !== undefined),
          ),
        );
      },
    });
    const outcome = await resolver.resolve(BOTH);
    if (outcome.kind !== 'conflict') throw new Error(outcome.kind);
    const suggestions = await resolver.suggestEdits(BOTH, outcome.conflict);
    expect(suggestions).toEqual(suggestEdits(BOTH, DIAMOND, conflictOf(BOTH, DIAMOND)));
    expect(suggestions.map(({ text }) => text)).toEqual(['ask for auth ^0.9.0 instead of ^1.0.0']);
    const possible = await resolver.whyNot({ requirements: requirements({ token: '*' }) }, 'token', '1.0.0');
    expect(possible.kind).toBe('possible');
  });
});

describe('why', () => {
  it('tells a shortest way through everything that needs an artifact', () => {
    const candidates = universe({
      a: { '1.0.0': { b: '^1.0.0', c: '*' } },
      b: { '1.0.0': { c: '^1.0.0' } },
      c: { '1.0.0': { a: '*' } },
    });
    const request = { requirements: requirements({ a: '*' }) };
    const ways = why(request, solved(resolve(request, candidates)), 'c');
    expect(ways.map((way) => formatWay(way))).toEqual([
      'the project → a 1.0.0 (*) → c 1.0.0 (*)',
      'the project → a 1.0.0 (*) → b 1.0.0 (^1.0.0) → c 1.0.0 (^1.0.0)',
    ]);
    expect(why(request, solved(resolve(request, candidates)), 'nothing')).toEqual([]);
  });

  it('shows a hostile name without its escapes (X07)', () => {
    const request = { requirements: requirements({ 'a\u001b]8;;x\u0007': '*' }) };
    const resolution = solved(resolve(request, universe({ 'a\u001b]8;;x\u0007': { '1.0.0': {} } })));
    const [way] = why(request, resolution, 'a\u001b]8;;x\u0007');
    expect(formatWay(way ?? [])).not.toMatch(/[\u0000-\u001f]/u);
  });
});

describe('whyNot', () => {
  it('proves that a version cannot be', () => {
    const request = { requirements: requirements({ web: '*' }) };
    const answer = whyNot(request, DIAMOND, 'token', '2.0.0');
    if (answer.kind !== 'impossible') throw new Error(answer.kind);
    expect(formatExplanation(explainConflict(answer.outcome.conflict))).toBe(
      [
        '1. The project needs any version of web.',
        '2. web 1.0.0 needs token ^1.0.0 (namespaces/web/1.0.0.yaml).',
        '3. You ask for token 2.0.0.',
        '4. So no version of token meets both 2 and 3.',
      ].join('\n'),
    );
  });

  it('shows the answer with a version that could be', () => {
    const answer = whyNot({ requirements: requirements({ token: '*' }) }, DIAMOND, 'token', '1.0.0');
    if (answer.kind !== 'possible') throw new Error(answer.kind);
    expect(answer.outcome.resolution.packages.get('token')?.version).toBe('1.0.0');
  });
});
