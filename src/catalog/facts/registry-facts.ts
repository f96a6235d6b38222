import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { ArtifactEntry, Observed, RegistryIndex, Release } from '../../registry/index.ts';
import { toReleaseFacts } from './release-facts.ts';
import type { ReleaseFacts } from './release-facts.ts';
import { TextPool } from './text-pool.ts';

/** What the catalog knows of every release it was given, whoever may see it. */
export interface RegistryFacts {
  /** By `namespace/name`, then by version. */
  readonly releases: ReadonlyMap<string, ReadonlyMap<string, ReleaseFacts>>;
  /** `HYPER_CATALOG_LEFT_OUT` for each release whose manifest speaks of another. */
  readonly diagnostics: readonly Diagnostic[];
  /** By `namespace/name`, what the registry itself saw, where it was read. */
  readonly observed?: ReadonlyMap<string, Observed>;
}

/** What a previous build still knows, and what must be read again. */
export interface RestoredFacts {
  readonly facts: RegistryFacts;
  /** The artifacts with their unknown releases alone, for `streamReleases`. */
  readonly unread: readonly ArtifactEntry[];
}

/** Gathers facts in one pass over the releases; one manifest is held at a time. Facts in `known` are kept. */
export async function gatherFacts(
  releases: AsyncIterable<Release>,
  known?: RegistryFacts,
): Promise<RegistryFacts> {
  const found = new Map<string, Map<string, ReleaseFacts>>();
  const pool = new TextPool();
  const diagnostics: Diagnostic[] = [...(known?.diagnostics ?? [])];
  for await (const release of releases) {
    const fault = disagreement(release);
    if (fault === undefined) keep(found, pool.pooled(toReleaseFacts(release)));
    else diagnostics.push(fault);
  }
  const all = new Map<string, ReadonlyMap<string, ReleaseFacts>>(known?.releases);
  for (const [reference, versions] of found) {
    all.set(reference, new Map([...(all.get(reference) ?? []), ...versions]));
  }
  return { releases: all, diagnostics };
}

/**
 * Takes over the facts of a previous build by the same generator where the manifest is the same object in git. Lines
 * that are not ours are passed over: losing a fact costs time, never truth.
 */
export function restoreFacts(
  index: RegistryIndex,
  lines: Iterable<string>,
  generator: string,
): RestoredFacts {
  const restorer = new FactsRestorer(index, generator);
  restorer.take(lines);
  return restorer.end();
}

/** The same of facts in several files, one of which is in memory at a time. */
export class FactsRestorer {
  readonly #index: RegistryIndex;
  readonly #head: string;
  readonly #found = new Map<string, Map<string, ReleaseFacts>>();
  readonly #pool = new TextPool();
  readonly #watched: ReadonlySet<string>;
  readonly #formerFacts: ReleaseFacts[] = [];

  /** All facts of some artifacts are wanted, those that no longer hold too. */
  constructor(index: RegistryIndex, generator: string, watched: ReadonlySet<string> = new Set()) {
    this.#index = index;
    this.#head = headLine(generator);
    this.#watched = watched;
  }

  /** What was taken of the artifacts that are watched. */
  get formerFacts(): readonly ReleaseFacts[] {
    return this.#formerFacts;
  }

  /** Takes the lines of one file. */
  take(lines: Iterable<string>): void {
    let isOurs: boolean | undefined;
    for (const line of lines) {
      isOurs ??= line === this.#head;
      if (!isOurs) break;
      const facts = readLine(line);
      if (facts === undefined || facts.oid === '') continue;
      if (this.#watched.has(facts.artifact)) this.#formerFacts.push(facts);
      const entry = this.#index.artifacts.get(facts.artifact)?.releases.get(facts.version);
      if (entry?.oid === facts.oid) keep(this.#found, this.#pool.pooled(facts));
    }
  }

  /** What was found, and what was not. */
  end(): RestoredFacts {
    const unread: ArtifactEntry[] = [];
    for (const artifact of this.#index.artifacts.values()) {
      const known = this.#found.get(artifact.reference);
      // Each that was found is one of them.
      if (known?.size === artifact.releases.size) continue;
      const releases = new Map([...artifact.releases].filter(([version]) => known?.has(version) !== true));
      if (releases.size > 0) unread.push({ ...artifact, releases });
    }
    return { facts: { releases: this.#found, diagnostics: [] }, unread };
  }
}

/** The facts as JSON lines: who wrote them, then one release a line in the order given. Pure. */
export function renderFacts(facts: Iterable<ReleaseFacts>, generator: string): string {
  let text = `${headLine(generator)}\n`;
  for (const one of facts) text += `${JSON.stringify(one)}\n`;
  return text;
}

function headLine(generator: string): string {
  return JSON.stringify({ formatVersion: 1, generator });
}

function keep(found: Map<string, Map<string, ReleaseFacts>>, facts: ReleaseFacts): void {
  const versions = found.get(facts.artifact);
  if (versions === undefined) found.set(facts.artifact, new Map([[facts.version, facts]]));
  else versions.set(facts.version, facts);
}

function readLine(line: string): ReleaseFacts | undefined {
  if (line === '') return undefined;
  try {
    const value = JSON.parse(line) as Partial<ReleaseFacts> | null;
    const isOurs =
      typeof value?.artifact === 'string' &&
      typeof value.version === 'string' &&
      typeof value.oid === 'string' &&
      Array.isArray(value.dependencies);
    return isOurs ? (value as ReleaseFacts) : undefined;
  } catch {
    return undefined;
  }
}

function disagreement({ artifact, version, entry, manifest }: Release): Diagnostic | undefined {
  const stated = `${manifest.namespace}/${manifest.name}@${manifest.version}`;
  const expected = `${artifact.reference}@${version}`;
  if (stated === expected) return undefined;
  return leftOut(entry.path, `the manifest is of "${toOneLine(stated)}", expected "${toOneLine(expected)}"`);
}

/** The fault of a file that cannot be published; as grave as `hyper validate` finds it. */
export function leftOut(path: string, message: string): Diagnostic {
  const hint = 'hyper validate says what is wrong with it';
  return { code: 'HYPER_CATALOG_LEFT_OUT', severity: 'error', path, message, hint };
}
