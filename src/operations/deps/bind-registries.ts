import { HyperError, toOneLine } from '../../core/index.ts';
import type { ProjectManifest } from '../../manifest/index.ts';
import { isWithin, parseNamespacePath } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';

/** A registry of a project. */
export interface BoundRegistry {
  /** In this project. */
  readonly name: string;
  /** Undefined: the registry around the current folder. */
  readonly url: string | undefined;
}

/** Which registry each namespace comes from: one, or none. */
export interface Bindings {
  /** In the order of the project. */
  readonly registries: readonly BoundRegistry[];
  /** Whether the project says where they are. */
  readonly isNamed: boolean;
  /** By the longest namespace that a registry claims; else the registry that claims none. */
  registryOf(namespace: NamespacePath): BoundRegistry | undefined;
}

/** Everything comes from one registry. Pure. */
export function bindAll(registry: BoundRegistry): Bindings {
  return { registries: [registry], isNamed: false, registryOf: () => registry };
}

/**
 * The bindings of a project (ATTACKS R01): a name is read from the registry that its namespace is bound to and from no
 * other, however high a version another one offers. Pure. Errors: `HYPER_PROJECT_REGISTRIES` where a namespace would
 * belong to two.
 */
export function bindRegistries(registries: NonNullable<ProjectManifest['registries']>): Bindings {
  const claims = new Map<NamespacePath, BoundRegistry>();
  let rest: BoundRegistry | undefined;
  for (const { name, url, namespaces } of registries) {
    const registry = { name, url };
    if (namespaces === undefined) {
      if (rest !== undefined) throw ambiguous('all that no other registry has', rest.name, name);
      rest = registry;
    }
    for (const text of namespaces ?? []) {
      const parsed = parseNamespacePath(text);
      if (!parsed.ok) throw new HyperError(parsed.fault.code, parsed.fault.message);
      const claimed = claims.get(parsed.value);
      if (claimed !== undefined) throw ambiguous(`the namespace "${parsed.value}"`, claimed.name, name);
      claims.set(parsed.value, registry);
    }
  }
  const longestFirst = [...claims].sort(([left], [right]) => right.length - left.length);
  return {
    registries: registries.map(({ name, url }) => ({ name, url })),
    isNamed: true,
    registryOf: (namespace) => longestFirst.find(([claim]) => isWithin(namespace, claim))?.[1] ?? rest,
  };
}

function ambiguous(what: string, one: string, other: string): HyperError {
  return new HyperError(
    'HYPER_PROJECT_REGISTRIES',
    `"${toOneLine(one)}" and "${toOneLine(other)}" both have ${what}`,
    {
      hint: 'say under "namespaces" which registry has which',
    },
  );
}
