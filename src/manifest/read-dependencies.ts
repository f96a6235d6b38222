import { canonicalJson, flatCopy, isJsonObject } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import type { Pointer } from '../document/index.ts';
import { formatReference } from '../names/index.ts';
import { toRange } from '../version/index.ts';
import type { Constraint } from '../version/index.ts';
import type { Dependency, DependencyType } from './dependency.ts';
import type { AddFinding } from './finding.ts';
import { formatFieldPath, shown } from './field-path.ts';
import { readReference } from './known-texts.ts';
import type { KnownReference } from './known-texts.ts';
import { textIn } from './read-field.ts';

/**
 * The dependencies of an artifact or project in normal form: entries of `dependencies`, then of `peerDependencies`,
 * which are of type peer. Notes references and ranges that do not parse, and entries that repeat another. Pure.
 */
export function readDependencies(manifest: JsonObject, add: AddFinding): readonly Dependency[] {
  const found: Dependency[] = [];
  readField(manifest['dependencies'], 'dependencies', found, add);
  readField(manifest['peerDependencies'], 'peerDependencies', found, add);
  if (found.length > 1) refuseRepeated(found, add);
  return found;
}

function readField(value: JsonValue | undefined, field: string, found: Dependency[], add: AddFinding): void {
  if (Array.isArray(value)) {
    value.forEach((entry: JsonValue, index) => {
      const artifact = isJsonObject(entry) ? textIn(entry, 'artifact') : undefined;
      if (!isJsonObject(entry) || artifact === undefined) return;
      const pointer = [field, index];
      const reference = referenceOf(artifact, [...pointer, 'artifact'], 'value', add);
      const range = readRange(entry['version'], [...pointer, 'version'], add);
      if (reference !== undefined && range !== undefined) {
        found.push(fromEntry(entry, reference, range, { field, pointer }));
      }
    });
  } else if (isJsonObject(value)) {
    for (const name of Object.keys(value)) {
      const dependency = readPair(name, value[name], field, add);
      if (dependency !== undefined) found.push(dependency);
    }
  }
}

/**
 * What a pair of the short form was read as last: the releases of an artifact, and artifacts that need the same ones,
 * mostly repeat it. Saves time alone.
 */
const lastRead = new Map<string, Dependency>();
const MAX_LAST_READ = 16_384;
const MAX_REMEMBERED_UNITS = 256;

function readPair(
  name: string,
  value: JsonValue | undefined,
  field: string,
  add: AddFinding,
): Dependency | undefined {
  const last = lastRead.get(name);
  if (last?.constraint === value && last?.pointer[0] === field) return last;
  const text = typeof value === 'string' ? flatCopy(value) : undefined;
  const pointer = [field, name];
  const known = referenceOf(name, pointer, 'key', add);
  const range = readRange(text ?? value, pointer, add);
  if (known === undefined || range === undefined) return undefined;
  const { reference } = known;
  const artifact = known.artifact === name ? name : known.artifact;
  const type = field === 'peerDependencies' ? 'peer' : 'runtime';
  const constraint = (text ?? value) as Constraint;
  const dependency: Dependency = { artifact, reference, constraint, range, type, optional: false, pointer };
  if (lastRead.size >= MAX_LAST_READ) lastRead.clear();
  if (text !== undefined && name.length <= MAX_REMEMBERED_UNITS) lastRead.set(name, dependency);
  return dependency;
}

function fromEntry(
  entry: JsonObject,
  known: KnownReference,
  range: string,
  { field, pointer }: { readonly field: string; readonly pointer: Pointer },
): Dependency {
  const type = field === 'peerDependencies' ? 'peer' : ((entry['type'] ?? 'runtime') as DependencyType);
  const dependency: Dependency = {
    artifact: known.artifact,
    reference: known.reference,
    constraint: entry['version'] as Constraint,
    range,
    type,
    optional: entry['optional'] === true,
    pointer,
  };
  const { condition, registry, scope, reason } = entry as Partial<Dependency>;
  if (condition === undefined && registry === undefined && scope === undefined && reason === undefined) {
    return dependency;
  }
  return {
    ...dependency,
    ...(condition === undefined ? {} : { condition }),
    ...(registry === undefined ? {} : { registry }),
    ...(scope === undefined ? {} : { scope }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function referenceOf(
  text: string,
  pointer: Pointer,
  part: 'key' | 'value',
  add: AddFinding,
): KnownReference | undefined {
  const result = readReference(text);
  if (!result.ok) {
    add(pointer, result.fault, part);
    return undefined;
  }
  const { reference } = result.value;
  if (reference.kind === 'id' || reference.selector === undefined) return result.value;
  const message = `${shown(text)} names versions, which belong to the range of the dependency`;
  const hint = `write "${formatReference({ ...reference, selector: undefined })}"`;
  add(pointer, { code: 'HYPER_DEPENDENCY_SELECTOR', message, hint }, part);
  return undefined;
}

function readRange(value: JsonValue | undefined, pointer: Pointer, add: AddFinding): string | undefined {
  if (typeof value !== 'string' && !isJsonObject(value)) return undefined;
  const result = toRange(value);
  if (result.ok) return result.value;
  add(pointer, result.fault);
  return undefined;
}

/** Keys of one map that are canonical already are distinct; other dependencies are compared. */
function areDistinct(dependencies: readonly Dependency[]): boolean {
  const field = dependencies[0]?.pointer[0];
  if (dependencies.every(({ artifact, pointer }) => pointer[0] === field && pointer[1] === artifact))
    return true;
  return new Set(dependencies.map(({ artifact }) => artifact)).size === dependencies.length;
}

/** Two entries are one where artifact, type, registry and condition agree. */
function refuseRepeated(dependencies: readonly Dependency[], add: AddFinding): void {
  if (areDistinct(dependencies)) return;
  const seen = new Map<string, Dependency>();
  for (const dependency of dependencies) {
    const { artifact, type, registry = '', condition } = dependency;
    const when = condition === undefined ? '' : canonicalJson(condition as JsonObject);
    const key = `${type} ${artifact} ${registry} ${when}`;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, dependency);
      continue;
    }
    const message = `"${artifact}" is already needed by "${formatFieldPath(first.pointer)}"`;
    add(
      dependency.pointer,
      { code: 'HYPER_DEPENDENCY_DUPLICATE', message, hint: 'keep one of the two' },
      'key',
    );
  }
}
