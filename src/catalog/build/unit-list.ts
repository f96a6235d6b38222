import { sortedBy } from '../../core/index.ts';
import { longList } from '../output-file.ts';
import type { LongFile } from '../output-file.ts';
import type { FileDigest } from './digest-list.ts';
import type { Unit } from './unit.ts';

/** A unit as a build left it. */
export interface BuiltUnit {
  readonly id: string;
  /** Null where the unit must always be rendered. */
  readonly key: string | null;
  readonly files: readonly FileDigest[];
}

/** Which units must be rendered, and which a previous build already holds. */
export interface RenderPlan {
  readonly stale: readonly Unit[];
  readonly reused: readonly BuiltUnit[];
}

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

/** The units of a build, one a line, in order of id; their files in order of path. Pure. */
export function renderUnitList(units: Iterable<BuiltUnit>): LongFile {
  return longList(UNIT_LIST_PATH, {
    around: ['{"formatVersion":1,"units":[', ']}\n'],
    items: sortedBy(units, (unit) => unit.id),
    toEntry: ({ id, key, files }) => ({ id, key, files: sortedBy(files, (file) => file.path) }),
  });
}

/** The units of a previous build by id; none where the text is not ours: then everything is rendered again. Pure. */
export function parseUnitList(text: string): Map<string, BuiltUnit> {
  const found = new Map<string, BuiltUnit>();
  const list = parseList(text);
  if (list?.formatVersion !== 1 || !Array.isArray(list.units)) return found;
  for (const unit of list.units as readonly unknown[]) {
    if (!isBuiltUnit(unit)) return new Map();
    found.set(unit.id, unit);
  }
  return found;
}

function parseList(text: string): { formatVersion?: unknown; units?: unknown } | null | undefined {
  try {
    return JSON.parse(text) as { formatVersion?: unknown; units?: unknown } | null;
  } catch {
    return undefined;
  }
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
