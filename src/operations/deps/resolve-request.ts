import { HyperError, toOneLine, toTypedError } from '../../core/index.ts';
import type { LockedRequirement, Lockfile, Need } from '../../lockfile/index.ts';
import { parseReference } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import type { PackageDependency } from '../../registry/index.ts';
import type { Override, Pin, Requirement, ResolveRequest, Strategy } from '../../resolve/index.ts';
import { toRange } from '../../version/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { DepsInput } from './deps-context.ts';
import type { Project } from './load-project.ts';
import type { PackageSet } from './package-set.ts';
import { toRequirement } from './dependency-names.ts';

/** What is asked for, in the form of a resolution and in that of a lock. */
export interface Asked {
  readonly requirements: readonly Requirement[];
  /** The same with what a lock writes, in the same order. */
  readonly locked: readonly LockedRequirement[];
  readonly dependencies: readonly PackageDependency[];
  readonly overrides: ReadonlyMap<string, Override>;
  readonly pins: ReadonlyMap<string, Pin>;
  readonly strategy: Strategy;
}

/** What a project asks for, its bare names looked up. Errors: `HYPER_ARTIFACT_MISSING`, `HYPER_REGISTRY_UNBOUND`, `HYPER_REGISTRY_BINDING`. */
export async function askProject(
  { manifest, document, shown }: Project,
  set: PackageSet,
  input: DepsInput,
  strategy: Strategy | undefined,
): Promise<Asked> {
  const from = input.namespace === undefined ? undefined : requireNamespace(input.namespace);
  const find = (text: string): Promise<string> => findName(text, set, from, manifest.searchPath);
  const requirements: Requirement[] = [];
  const locked: LockedRequirement[] = [];
  const dependencies: PackageDependency[] = [];
  for (const dependency of manifest.dependencies) {
    const artifact = await set.find(dependency.reference, from, manifest.searchPath);
    assertBound(set, artifact, dependency.registry);
    const origin = {
      path: shown,
      pointer: dependency.pointer,
      span: document.locate(dependency.pointer, 'key'),
    };
    requirements.push({ ...toRequirement(dependency, artifact), origin });
    const { constraint, type, optional, condition, registry } = dependency;
    locked.push({
      ...{ artifact, version: constraint, type, optional },
      ...(condition === undefined ? {} : { condition }),
      ...(registry === undefined ? {} : { registry }),
    });
    dependencies.push({ ...dependency, artifact });
  }
  const overrides = new Map<string, Override>();
  for (const [name, constraint] of Object.entries(manifest.overrides ?? {})) {
    const range = toRange(constraint);
    const span = document.locate(['overrides', name], 'key');
    if (range.ok) overrides.set(await find(name), { range: range.value, origin: { path: shown, span } });
  }
  const pins = new Map<string, Pin>();
  for (const [name, version] of Object.entries(manifest.pins ?? {})) {
    pins.set(await find(name), {
      version,
      origin: { path: shown, span: document.locate(['pins', name], 'key') },
    });
  }
  const chosen = strategy ?? manifest.strategy ?? 'highest';
  return { requirements, locked, dependencies, overrides, pins, strategy: chosen };
}

/** What somebody asks for who names one artifact: a version, a range, a channel or tag, or any version. */
export async function askReference(
  text: string,
  set: PackageSet,
  input: DepsInput,
  strategy: Strategy | undefined,
): Promise<Asked> {
  const parsed = parseReference(text, { allowDotted: true });
  if (!parsed.ok) throw toTypedError(parsed.fault);
  const from = input.namespace === undefined ? undefined : requireNamespace(input.namespace);
  const artifact = await set.find(parsed.value, from, []);
  assertBound(set, artifact, undefined);
  const range = await rangeOf(parsed.value, artifact, set);
  const dependency = { artifact, range, type: 'runtime' as const, optional: false };
  const locked = { artifact, version: range, type: 'runtime' as const, optional: false };
  return {
    requirements: [dependency],
    locked: [locked],
    dependencies: [dependency],
    overrides: new Map(),
    pins: new Map(),
    strategy: strategy ?? 'highest',
  };
}

/** Channels and tags become the version that they name before anything is resolved (SPEC section 5). */
async function rangeOf(
  reference: Extract<ReturnType<typeof parseReference>, { ok: true }>['value'],
  artifact: string,
  set: PackageSet,
): Promise<string> {
  const selector = reference.kind === 'id' ? undefined : reference.selector;
  switch (selector?.kind) {
    case undefined:
      return '*';
    case 'version':
      return selector.version;
    case 'range':
      return selector.range;
    case 'tag':
    case 'digest': {
      await set.read([artifact]);
      const known = set.artifact(artifact);
      const version =
        selector.kind === 'tag'
          ? known?.named.get(selector.tag)
          : [...(known?.releases.values() ?? [])].find(
              ({ manifest, content }) =>
                manifest === selector.digest || `sha256:${content?.digests.sha256 ?? ''}` === selector.digest,
            )?.version;
      if (version !== undefined) return version;
      if (selector.kind === 'tag' && selector.tag === 'latest') return '*';
      const shown = selector.kind === 'tag' ? selector.tag : selector.digest;
      throw new HyperError(
        'HYPER_RELEASE_MISSING',
        `"${toOneLine(`${artifact}@${shown}`)}" selects no release`,
        {
          hint: `hyper registry get ${artifact}`,
        },
      );
    }
  }
}

/** The request of a resolution; the former choice is kept but for what is freed. Pure. */
export function toRequest(
  asked: Asked,
  name: string,
  previous: ReadonlyMap<string, string> | undefined,
  update: ReadonlySet<string> | 'all',
  choices: ReadonlyMap<string, string> = new Map(),
): ResolveRequest {
  const { requirements, strategy, overrides, pins } = asked;
  const kept = previous === undefined ? {} : { previous, update };
  return { requirements, name, strategy, overrides, pins, choices, ...kept };
}

/** The needs of a lock that what is asked comes down to. Pure. */
export function needsOf(
  asked: Asked,
  set: PackageSet,
  versionOf: (reference: string) => string | undefined,
): readonly Need[] {
  return asked.dependencies.map((dependency) => set.needOf(undefined, dependency, versionOf));
}

/** Versions by artifact. Pure. */
export function versionsIn(lockfile: Lockfile): ReadonlyMap<string, string> {
  return new Map([...lockfile.packages].map(([reference, { version }]) => [reference, version]));
}

export async function findName(
  text: string,
  set: PackageSet,
  from: NamespacePath | undefined,
  searchPath: readonly NamespacePath[],
): Promise<string> {
  const parsed = parseReference(text, { allowDotted: true });
  if (!parsed.ok) throw toTypedError(parsed.fault);
  return set.find(parsed.value, from, searchPath);
}

function assertBound(set: PackageSet, artifact: string, stated: string | undefined): void {
  const registry = set.registryOf(artifact);
  if (registry === undefined) {
    throw new HyperError(
      'HYPER_REGISTRY_UNBOUND',
      `no registry of the project has the namespace of "${toOneLine(artifact)}"`,
      {
        hint: 'add the namespace to a registry in hyper.yaml',
      },
    );
  }
  if (stated === undefined || stated === registry.name) return;
  const message = `"${toOneLine(artifact)}" is bound to the registry "${toOneLine(registry.name)}", got "${toOneLine(stated)}"`;
  throw new HyperError('HYPER_REGISTRY_BINDING', message, {
    hint: 'bind its namespace to that registry in hyper.yaml',
  });
}
