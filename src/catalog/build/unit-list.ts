import { sortedBy } from '../../core/index.ts';
import { longList, readLongList } from '../output-file.ts';
import type { LongFile } from '../output-file.ts';
import type { FileTable } from './file-table.ts';
import { ListedUnit } from './listed-unit.ts';
import { NOTHING_BUILT } from './built-plan.ts';
import type { BuiltPlan, BuiltUnit, PlanBasis } from './built-plan.ts';
import type { Unit } from './unit.ts';

/** Which units must be rendered, and which a previous build already holds. */
export interface RenderPlan {
  readonly stale: readonly Unit[];
  readonly reused: readonly BuiltUnit[];
}

const FORMAT = 4;

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

/** What a build is, its units one a line, in order of id; their files in order of path, and what these are in all. Pure. */
export function renderUnitList(basis: PlanBasis, units: Iterable<BuiltUnit>, files: FileTable): LongFile {
  const { commit, tree, context, discovery, graph } = basis;
  const head = JSON.stringify({
    formatVersion: FORMAT,
    basis: { commit, tree, context, discovery, graph },
    files: files.digest,
  }).slice(0, -1);
  return longList(UNIT_LIST_PATH, {
    around: [`${head},"units":[`, ']}\n'],
    items: sortedBy(units, (unit) => unit.id),
    toLine: (unit) => unit.line ?? lineOf(unit),
  });
}

function lineOf({ id, key, files }: BuiltUnit): string {
  return JSON.stringify({ id, key, files: sortedBy(files, (file) => file.path) });
}

/** What a previous build was; nothing where the text is not ours: then everything is rendered again. Files of a unit are
 *  read where they are asked for. Pure. */
export function parseUnitList(text: string): BuiltPlan {
  const list = readLongList(text);
  const head = list && parseHead(list.head);
  if (head === undefined) return NOTHING_BUILT;
  const units = new Map<string, BuiltUnit>();
  for (const line of list?.lines ?? []) {
    const unit = ListedUnit.parse(line);
    if (unit === undefined) return NOTHING_BUILT;
    units.set(unit.id, unit);
  }
  return { ...head, units };
}

function parseHead(line: string): (Pick<BuiltPlan, 'basis'> & { readonly files: string }) | undefined {
  try {
    const head = JSON.parse(`${line}]}`) as
      { readonly [field in 'formatVersion' | 'basis' | 'files']?: unknown } | null;
    const { formatVersion, basis, files } = head ?? {};
    return formatVersion === FORMAT && isBasis(basis) && typeof files === 'string'
      ? { basis, files }
      : undefined;
  } catch {
    return undefined;
  }
}

function isBasis(value: unknown): value is PlanBasis {
  const basis = value as Partial<PlanBasis> | null | undefined;
  const texts = [basis?.context, basis?.discovery, basis?.graph];
  const ids = [basis?.commit, basis?.tree];
  return (
    texts.every((text) => typeof text === 'string') &&
    ids.every((id) => id === null || typeof id === 'string')
  );
}
