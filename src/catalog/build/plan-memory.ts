import { digestHex } from '../../core/index.ts';
import { lineOf } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import type { Catalog } from '../model/catalog.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { deprecationOf } from '../model/version-state.ts';
import { contextKey } from './context-key.ts';
import type { BuiltPlan, BuiltUnit, PlanBasis } from './built-plan.ts';
import { changedArtifacts } from './touched.ts';
import type { ChangedArtifacts, Touched } from './touched.ts';
import { unitKey } from './unit.ts';

/** What of a former build still holds. */
export class PlanMemory {
  readonly basis: PlanBasis;
  /** A digest of what every page of the site has in common. */
  readonly context: string;
  readonly #former: BuiltPlan;
  readonly #catalog: Catalog;
  readonly #releases = new Map<string, string>();
  readonly #namespaces = new Map<NamespacePath, string>();

  /** The artifacts whose keys may be others than before; undefined where any may. */
  readonly #changed: ChangedArtifacts | undefined;

  constructor(catalog: Catalog, former: BuiltPlan, touched?: Touched) {
    this.context = unitKey(contextKey(catalog));
    this.basis = basisOf(catalog, this.context);
    this.#former = former;
    this.#catalog = catalog;
    this.#changed = changedArtifacts(catalog, former.basis, this.basis, touched);
  }

  /** Whether all that an artifact says, and whom it means by that, is as it was. */
  isStill(reference: string): boolean {
    return this.#changed?.own.has(reference) === false;
  }

  /** Whether all that the pages of an artifact say is as it was, but for what discovery finds. */
  hasStillPages(reference: string): boolean {
    return this.#changed?.pages.has(reference) === false;
  }

  /** The key that a unit had which is made of the frame of the registry (all but what artifacts say, with which of them
   *  there are) and of some artifacts; undefined where that may be otherwise. */
  stillKey(id: string, shown: Iterable<Pick<PublishedArtifact, 'reference'>>): string | undefined {
    if (this.#changed === undefined) return undefined;
    for (const { reference } of shown) if (!this.isStill(reference)) return undefined;
    return this.builtKey(id);
  }

  /** The key that a unit had; undefined where there was none. */
  builtKey(id: string): string | undefined {
    return this.#former.units.get(id)?.key ?? undefined;
  }

  /** The unit as the former build left it, if all was as it is of that part of the basis. */
  unit(id: string, part: 'discovery' | 'graph'): BuiltUnit | undefined {
    return this.#former.basis?.[part] === this.basis[part] ? this.#former.units.get(id) : undefined;
  }

  /** Whether the former build has the unit with this key. */
  hasBuilt(id: string, key: string): boolean {
    return this.builtKey(id) === key;
  }

  /** A digest of the releases of an artifact, what became of them, and what they need. */
  releases(artifact: PublishedArtifact): string {
    let known = this.#releases.get(artifact.reference);
    if (known === undefined) {
      known = releasesKey(this.#catalog, artifact);
      this.#releases.set(artifact.reference, known);
    }
    return known;
  }

  /** A digest of what the pages of all artifacts of a namespace say of it. */
  namespace(path: NamespacePath): string {
    let known = this.#namespaces.get(path);
    if (known === undefined) {
      known = namespaceKey(this.#catalog, path);
      this.#namespaces.set(path, known);
    }
    return known;
  }
}

function namespaceKey(catalog: Catalog, namespace: NamespacePath): string {
  const known = catalog.namespaces.get(namespace);
  return unitKey([
    known?.visibility,
    [...(known?.inherited.labels ?? [])],
    signersListed(catalog, namespace),
  ]);
}

/** The keys and identities that pages name signers by. */
function signersListed(catalog: Catalog, namespace: NamespacePath): readonly unknown[] {
  return lineOf(namespace).map((path) => {
    const known = catalog.namespaces.get(path);
    return known?.sight === 'open' ? [path, known.record?.manifest.signing] : path;
  });
}

function releasesKey(catalog: Catalog, { namespace, versions }: PublishedArtifact): string {
  return unitKey(
    versions.map((published) => {
      const { version, facts, state: release } = published;
      const targets = facts && catalog.targets.targetsOf(facts, namespace);
      const { record, ...flags } = release;
      return record === undefined
        ? [version, facts?.sha256, targets, release.state]
        : [version, facts?.sha256, targets, flags, record, deprecationOf(catalog, published)];
    }),
  );
}

function basisOf(catalog: Catalog, context: string): PlanBasis {
  const { artifacts, discovered, discovery, snapshot } = catalog;
  const { commit, tree } = snapshot.revision;
  const graph = [...artifacts.values()].map(({ reference, latest }) => [
    reference,
    latest?.type ?? null,
    discovery.needsOf(reference),
  ]);
  return {
    ...{ commit, tree, context },
    discovery: digestHex(JSON.stringify([context, discovered])),
    graph: digestHex(JSON.stringify([context, graph])),
  };
}
