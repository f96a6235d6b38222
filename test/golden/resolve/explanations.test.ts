import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../../src/core/index.ts';
import {
  applyEdits,
  explainConflict,
  formatExplanation,
  resolve,
  suggestEdits,
} from '../../../src/resolve/index.ts';
import type {
  ArtifactCandidates,
  Candidate,
  Origin,
  Requirement,
  ResolveRequest,
  Universe,
} from '../../../src/resolve/index.ts';

const FOLDER = import.meta.dirname;
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace(/\.yaml$/u, ''))
  .sort(compareText);

type Needs = Readonly<Record<string, string | Partial<Requirement>>>;

/** A conflict as a person writes it down. */
interface Case {
  readonly project: Needs;
  readonly pins?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
  readonly choices?: Readonly<Record<string, string>>;
  readonly registry: Readonly<Record<string, Readonly<Record<string, Needs>>>>;
  readonly state?: Readonly<Record<string, Record<string, unknown>>>;
}

/** Requirements as they stand in a manifest: the first on line 8, then a line each. */
function toRequirements(needs: Needs, path: string): Requirement[] {
  return Object.entries(needs).map(([artifact, need], index) => {
    const rest = typeof need === 'string' ? { range: need } : need;
    const position = { offset: 0, line: 8 + index, column: 1 };
    const origin: Origin = { path, span: { start: position, end: position } };
    return { artifact, range: '*', type: 'runtime', optional: false, ...rest, origin };
  });
}

function toUniverse({ registry, state = {} }: Case): Universe {
  return new Map(
    Object.entries(registry).map(([artifact, releases]) => {
      const path = `namespaces/${artifact.replaceAll('.', '/')}`;
      const candidates = Object.entries(releases).map(([version, needs]): Candidate => {
        const file = `${path}/${version}.yaml`;
        const own = state[`${artifact}@${version}`] as Partial<Candidate> | undefined;
        return { version, dependencies: toRequirements(needs, file), path: file, ...own };
      });
      const { named, ...own } = (state[artifact] ?? {}) as Partial<ArtifactCandidates> & { named?: Record<string, string> };
      const names = named === undefined ? {} : { named: new Map(Object.entries(named)) };
      return [artifact, { artifact, releases: candidates, ...own, ...names }] as const;
    }),
  );
}

function toRequest({ project, pins = {}, overrides = {}, choices = {} }: Case): ResolveRequest {
  const origin = { path: 'hyper.yaml' };
  return {
    requirements: toRequirements(project, 'hyper.yaml'),
    pins: new Map(Object.entries(pins).map(([name, version]) => [name, { version, origin }] as const)),
    overrides: new Map(Object.entries(overrides).map(([name, range]) => [name, { range, origin }] as const)),
    choices: new Map(Object.entries(choices)),
  };
}

describe('the explanation of a conflict', () => {
  it.each(NAMES)('%s', (name) => {
    const wanted = parse(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8')) as Case;
    const [request, universe] = [toRequest(wanted), toUniverse(wanted)];
    const outcome = resolve(request, universe);
    if (outcome.kind !== 'conflict') throw new Error(`expected a conflict, got a ${outcome.kind}`);
    const explanation = explainConflict(outcome.conflict);
    const suggestions = suggestEdits(request, universe, outcome.conflict);
    const text = [
      formatExplanation(explanation),
      ...suggestions.map((suggestion) => `To mend it: ${suggestion.text}.`),
    ].join('\n');
    const file = join(FOLDER, `${name}.txt`);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, `${text}\n`);
    expect(`${text}\n`).toBe(readFileSync(file, 'utf8'));
    for (const { edits } of suggestions) {
      expect(resolve(applyEdits(request, edits), universe).kind).toBe('solved');
    }
  });
});
