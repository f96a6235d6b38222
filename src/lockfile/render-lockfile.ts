import type { JsonObject, JsonValue } from '../core/index.ts';
import { renderDocument } from '../document/index.ts';
import { SCHEMA_BASE_URL } from '../manifest/index.ts';
import { LOCK_FORMAT } from './lockfile.ts';
import type { LockedPackage, LockedRegistry, LockedRequirement, Lockfile } from './lockfile.ts';

const COMMENT =
  'Written by hyper deps resolve, which also mends it after a merge. Keep it in git; do not edit it.';

/** About 16 MB. */
const MAX_GROUP_UNITS = 16_000_000;

/** The last line: without it the file was cut. A comment, so that two branches never differ in it. */
export const LAST_LINE = '# end of lock';

/**
 * The exact text of a lock: fixed order of keys, one group of lines a package in order of name, so that unlike changes
 * merge (SPEC section 5). `parseLockfile` gives the same lock back. Pure.
 */
export function renderLockfile(lockfile: Lockfile, groups = new GroupCache()): string {
  const head = renderDocument(
    {
      apiVersion: 'hyper/v1',
      kind: 'Lockfile',
      formatVersion: LOCK_FORMAT,
      strategy: lockfile.strategy,
      registries: lockfile.registries.map(registryJson),
      requirements: lockfile.requirements.map(requirementJson),
    },
    { schemaUrl: `${SCHEMA_BASE_URL}lockfile.schema.json`, comment: COMMENT },
  );
  if (lockfile.packages.size === 0) return `${head}packages: {}\n${LAST_LINE}\n`;
  const texts = [...lockfile.packages].map(([reference, one]) => renderGroup(reference, one, groups));
  return `${head}packages:\n${texts.join('')}${LAST_LINE}\n`;
}

/** Groups of lines by what they say: many locks of one build share theirs. It is emptied where more would pass its bound. */
export class GroupCache {
  readonly #texts = new Map<string, string>();
  readonly #maxUnits: number;
  #units = 0;

  /** Holds at most so many code units of keys and texts. */
  constructor(maxUnits = MAX_GROUP_UNITS) {
    this.#maxUnits = maxUnits;
  }

  /** How many code units it holds. */
  get units(): number {
    return this.#units;
  }

  get(key: string): string | undefined {
    return this.#texts.get(key);
  }

  /** Keeps a new one; one that is larger than the bound is not kept. */
  add(key: string, text: string): void {
    const units = key.length + text.length;
    if (units > this.#maxUnits) return;
    if (this.#units + units > this.#maxUnits) {
      this.#texts.clear();
      this.#units = 0;
    }
    this.#texts.set(key, text);
    this.#units += units;
  }
}

function renderGroup(reference: string, one: LockedPackage, groups: GroupCache): string {
  const key = groupKey(reference, one);
  const known = groups.get(key);
  if (known !== undefined) return known;
  const text = renderDocument({ [reference]: packageJson(one) }).replace(/^(?=.)/gmu, '  ');
  groups.add(key, text);
  return text;
}

/** All that the lines of a package say, or follow from. */
function groupKey(reference: string, one: LockedPackage): string {
  const { version, manifest, dependencies, conditions, types, optional, registry, signer } = one;
  // Names and versions hold no space; the rest of most packages is as short as this.
  let key = `${reference} ${version} ${manifest}`;
  for (const [name, chosen] of dependencies) key += ` ${name} ${chosen}`;
  const isPlain = conditions.length === 0 && !optional && isToRun(types);
  if (isPlain && registry === undefined && signer === undefined) return key;
  return `${key} ${JSON.stringify([conditions, types, optional, registry, signer])}`;
}

/** Whether a package is needed to run, and for nothing else. */
function isToRun(types: LockedPackage['types']): boolean {
  return types.length === 1 && types[0] === 'runtime';
}

function registryJson({ name, id, url, commit, rootVersion }: LockedRegistry): JsonObject {
  return present({ name, id, url, commit, rootVersion });
}

function requirementJson(requirement: LockedRequirement): JsonObject {
  const { artifact, version, type, optional, condition, registry } = requirement;
  return present({
    artifact,
    version: version,
    type: type === 'runtime' ? undefined : type,
    optional: optional ? true : undefined,
    condition: condition as JsonValue | undefined,
    registry,
  });
}

function packageJson(one: LockedPackage): JsonObject {
  const { version, id, manifest, digests, size, source, registry, signer } = one;
  return present({
    version,
    id,
    manifest,
    digests: digests === undefined ? undefined : present({ ...digests }),
    size,
    source,
    registry,
    signer,
    dependencies: one.dependencies.size === 0 ? undefined : Object.fromEntries(one.dependencies),
    conditions: one.conditions.length === 0 ? undefined : one.conditions.map((each) => present({ ...each })),
    types: isToRun(one.types) ? undefined : one.types,
    optional: one.optional ? true : undefined,
  });
}

function present(fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject;
}
