import type { Candidate, Requirement, Universe } from '../../src/resolve/index.ts';

/** A universe of one kind, with the requirements of several roots. */
export interface Instance {
  readonly universe: Universe;
  /** One list of requirements for each root. */
  readonly roots: readonly (readonly Requirement[])[];
}

export interface Shape {
  readonly artifacts: number;
  readonly versions: number;
  readonly roots: number;
  readonly requirementsPerRoot: number;
  readonly seed: number;
  /** How far a requirement may lag behind or run ahead of the time of the release that says it, in versions. */
  readonly jitter: number;
  /** `caret`: up to the next major version; `wide`: anything from a version on. */
  readonly ranges: 'caret' | 'wide';
  /** The share of requirements of a root that take any version. */
  readonly openRoots?: number;
  /** Versions from one major version to the next. */
  readonly majorEvery: number;
}

/** The same numbers on every machine: mulberry32. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Artifacts of which few are needed by many (power law); each release needs one to four of those that are more popular
 * than its own, by ranges that were current when it was made, give or take the jitter.
 */
export function makeUniverse(shape: Shape): Instance {
  const next = random(shape.seed);
  const universe = new Map<string, { artifact: string; releases: Candidate[] }>();
  for (let index = 0; index < shape.artifacts; index += 1) {
    const targets = pickTargets(index, next);
    const releases: Candidate[] = [];
    for (let age = 0; age < shape.versions; age += 1) {
      const dependencies = targets.map((target) => need(target, age, shape, next));
      releases.push({ version: versionAt(age, shape), dependencies });
    }
    universe.set(nameOf(index), { artifact: nameOf(index), releases });
  }
  const roots = Array.from({ length: shape.roots }, () => {
    const names = new Set<number>();
    while (names.size < shape.requirementsPerRoot) names.add(Math.floor(next() * shape.artifacts));
    return [...names].map((target) => {
      const wanted = need(target, Math.floor((next() + 1) * shape.versions * 0.5), shape, next);
      return next() < (shape.openRoots ?? 0) ? { ...wanted, range: '*' } : wanted;
    });
  });
  return { universe, roots };
}

function pickTargets(index: number, next: () => number): number[] {
  if (index === 0) return [];
  const targets = new Set<number>();
  const count = 1 + Math.floor(next() * 4);
  for (let tries = 0; tries < count; tries += 1) targets.add(Math.floor(index * next() ** 3));
  return [...targets];
}

function need(target: number, age: number, shape: Shape, next: () => number): Requirement {
  const drift = Math.round((next() - 0.5) * 2 * shape.jitter);
  const at = Math.max(0, Math.min(shape.versions - 1, age + drift));
  const version = versionAt(at, shape);
  const range = shape.ranges === 'wide' ? `>=${version}` : `^${version}`;
  return { artifact: nameOf(target), range, type: 'runtime', optional: false };
}

function versionAt(age: number, { majorEvery }: Shape): string {
  return `${1 + Math.floor(age / majorEvery)}.${age % majorEvery}.0`;
}

export function nameOf(index: number): string {
  return `lib.bench/a${index}`;
}

/**
 * The trap chain: every link has a newer release that cannot be, which shows only two steps further on, when all links
 * after it have been chosen. A search that goes back one choice at a time tries every combination.
 */
export function makeTrapChain(length: number): Instance {
  const universe = new Map<string, { artifact: string; releases: Candidate[] }>();
  const add = (name: string, releases: Readonly<Record<string, readonly Requirement[]>>): void => {
    const list = Object.entries(releases).map(([version, dependencies]) => ({ version, dependencies }));
    universe.set(`lib.trap/${name}`, { artifact: `lib.trap/${name}`, releases: list });
  };
  const one = (name: string, range: string): Requirement => ({
    artifact: `lib.trap/${name}`,
    range,
    type: 'runtime',
    optional: false,
  });
  for (let index = 0; index < length; index += 1) {
    const forward = index + 1 < length ? [one(`t${index + 1}`, '*')] : [];
    add(`t${index}`, { '1.0.0': forward, '2.0.0': [...forward, one(`u${index}`, '*')] });
    add(`u${index}`, { '1.0.0': [one(`v${index}`, '^1.0.0')], '2.0.0': [one(`v${index}`, '^2.0.0')] });
    add(`v${index}`, { '1.0.0': [one(`t${index}`, '^1.0.0')], '2.0.0': [one('end', '^2.0.0')] });
  }
  add('end', { '1.0.0': [], '2.0.0': [] });
  return { universe, roots: [[one('t0', '*'), one('end', '^1.0.0')]] };
}
