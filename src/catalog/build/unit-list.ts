import { sortedBy } from '../../core/index.ts';
import { longList } from '../output-file.ts';
import type { LongFile } from '../output-file.ts';
import type { FileDigest } from './digest-list.ts';
import { NOTHING_BUILT } from './built-plan.ts';
import type { BuiltPlan, BuiltUnit, PlanBasis } from './built-plan.ts';
import type { Unit } from './unit.ts';

/** Which units must be rendered, and which a previous build already holds. */
export interface RenderPlan {
  readonly stale: readonly Unit[];
  readonly reused: readonly BuiltUnit[];
}

const FORMAT = 2;

/** Where a build says what it made of what. */
export const UNIT_LIST_PATH = '.hyper-build/units.json';

/** Parts the units of a plan; a unit with another key, or none, is stale. Pure. */
export function planRendering(units: readonly Unit[], previous: ReadonlyMap<string, BuiltUnit>): RenderPlan {
  const stale: Unit[] = [];
  const reused: BuiltUnit[] = [];
  for (const unit of units) {
    const known = previous.get(unit.id);
    if (known !== undefined && unit.key !== undefined && known.key === unit.key) reused.push(known);
    else stale.push(unit);
  }
  return { stale, reused };
}

/** What a build is, its units one a line, in order of id; their files in order of path. Pure. */
export function renderUnitList(basis: PlanBasis, units: Iterable<BuiltUnit>): LongFile {
  const { discovery, graph } = basis;
  const head = JSON.stringify({ formatVersion: FORMAT, basis: { discovery, graph } }).slice(0, -1);
  return longList(UNIT_LIST_PATH, {
    around: [`${head},"units":[`, ']}\n'],
    items: sortedBy(units, (unit) => unit.id),
    toEntry: ({ id, key, files }) => ({ id, key, files: sortedBy(files, (file) => file.path) }),
  });
}

/** What a previous build was; nothing where the text is not ours: then everything is rendered again. Pure. */
export function parseUnitList(text: string): BuiltPlan {
  const list = parseList(text);
  if (list?.formatVersion !== FORMAT || !Array.isArray(list.units) || !isBasis(list.basis))
    return NOTHING_BUILT;
  const units = new Map<string, BuiltUnit>();
  for (const unit of list.units as readonly unknown[]) {
    if (!isBuiltUnit(unit)) return NOTHING_BUILT;
    units.set(unit.id, unit);
  }
  return { basis: list.basis, units };
}

interface UnitList {
  readonly formatVersion?: unknown;
  readonly basis?: unknown;
  readonly units?: unknown;
}

function parseList(text: string): UnitList | null | undefined {
  try {
    return JSON.parse(text) as UnitList | null;
  } catch {
    return undefined;
  }
}

function isBasis(value: unknown): value is PlanBasis {
  const basis = value as Partial<PlanBasis> | null | undefined;
  return typeof basis?.discovery === 'string' && typeof basis.graph === 'string';
}

function isBuiltUnit(value: unknown): value is BuiltUnit {
  const unit = value as Partial<BuiltUnit> | null;
  return (
    typeof unit?.id === 'string' &&
    (unit.key === null || typeof unit.key === 'string') &&
    Array.isArray(unit.files) &&
    unit.files.every(isFileDigest)
  );
}

function isFileDigest(value: unknown): value is FileDigest {
  const file = value as Partial<FileDigest> | null;
  return (
    typeof file?.path === 'string' &&
    Number.isSafeInteger(file.size) &&
    /^[0-9a-f]{64}$/u.test(file.sha256 ?? '')
  );
}
