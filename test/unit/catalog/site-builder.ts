import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import {
  FactsRestorer,
  fileDigest,
  gatherFacts,
  planCatalog,
  planRendering,
  renderUnits,
  touchedArtifacts,
} from '../../../src/catalog/index.ts';
import type { BuiltUnit, CatalogOptions, CatalogPlan, RegistryFacts } from '../../../src/catalog/index.ts';
import { digestHex } from '../../../src/core/index.ts';
import type { JsonObject } from '../../../src/core/index.ts';
import { renderDocument } from '../../../src/document/index.ts';
import { loadSnapshot, readObserved, streamReleases } from '../../../src/registry/index.ts';
import type { Snapshot } from '../../../src/registry/index.ts';

export const OPTIONS: CatalogOptions = { visibility: 'public', generator: 'test', schemas: [] };

export type Files = ReadonlyMap<string, string>;

/** The text of a manifest. */
export function manifest(kind: string, fields: JsonObject): string {
  return renderDocument({ apiVersion: 'hyper/v1', kind, ...fields });
}

export function registry(fields: JsonObject = {}): [string, string] {
  const head = { name: 'harbour', url: 'https://registry.example.org/harbour', formatVersion: 1 };
  return ['registry.yaml', manifest('Registry', { ...head, ...fields })];
}

export function namespace(path: string, fields: JsonObject = {}): [string, string] {
  return [`${folderOf(path)}/namespace.yaml`, manifest('Namespace', { path, ...fields })];
}

/** A release; `reference` is `namespace/name@version`. */
export function release(reference: string, fields: JsonObject = {}): [string, string] {
  const [name = '', version = ''] = reference.split('@');
  const slash = name.lastIndexOf('/');
  const [at, last] = [name.slice(0, slash), name.slice(slash + 1)];
  const text = manifest('Artifact', {
    id: idOf(reference),
    type: 'config',
    namespace: at,
    name: last,
    version,
    metadata: { description: `What ${last} is for.` },
    createdAt: '2026-03-01T08:00:00Z',
    spec: { format: 'yaml' },
    ...fields,
  });
  return [`${folderOf(at)}/${last}/${version}.yaml`, text];
}

export function state(reference: string, fields: JsonObject): [string, string] {
  const slash = reference.lastIndexOf('/');
  const [at, name] = [reference.slice(0, slash), reference.slice(slash + 1)];
  const text = manifest('ArtifactState', { namespace: at, name, revision: 1, ...fields });
  return [`${folderOf(at)}/${name}/artifact.yaml`, text];
}

function folderOf(path: string): string {
  return `namespaces/${path.replaceAll('.', '/')}`;
}

/** The same id for the same name, of version 7. */
function idOf(text: string): string {
  let sum = 0;
  for (const char of text) sum = (Math.imul(sum, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return `018ce7f0-5eb8-78ca-889a-${sum.toString(16).padStart(12, '0')}`;
}

export interface Site {
  /** What it was built from. */
  readonly inputs: Files;
  readonly snapshot: Snapshot;
  readonly facts: RegistryFacts;
  readonly plan: CatalogPlan;
  /** Text by path; of binary files one character a byte. */
  readonly files: Map<string, string>;
  readonly built: Map<string, BuiltUnit>;
  /** Manifests that could not be read. */
  readonly faults: readonly string[];
  readonly rendered: readonly string[];
}

/** Builds the whole site; `previous` is what an incremental build begins with. */
export async function buildSite(
  files: Iterable<readonly [string, string]>,
  options: CatalogOptions = OPTIONS,
  previous?: Site,
): Promise<Site> {
  const inputs = new Map(files);
  const store = new MemoryStore();
  store.commit(inputs);
  const revision = await store.currentRevision();
  const snapshot = await loadSnapshot(store, revision);
  const faults = snapshot.diagnostics.map((one) => `${one.path ?? ''}: ${one.message}`);
  const lines = previous?.files.get('.hyper-build/facts.jsonl')?.split('\n') ?? [];
  const touched = previous && touchedArtifacts(changedPaths(previous.inputs, inputs));
  const restorer = new FactsRestorer(snapshot.index, options.generator, touched);
  restorer.take(lines);
  const restored = restorer.end();
  const releases = streamReleases(store, restored.unread, (fault) => {
    faults.push(`${fault.path ?? ''}: ${fault.message}`);
  });
  const observed = await readObserved(store, snapshot.index);
  const facts = { ...(await gatherFacts(releases, restored.facts)), observed };
  const units = previous?.built ?? new Map<string, BuiltUnit>();
  const since = touched && { artifacts: touched, formerFacts: restorer.formerFacts };
  const plan = planCatalog(snapshot, facts, options, { basis: previous?.plan.basis, units }, since);
  const { stale, reused } = planRendering(plan.units, units);
  for (const unit of stale) {
    const former = unit.former?.();
    const text = previous?.files.get(former?.path ?? '');
    if (text !== undefined && digestHex(text) === former?.sha256) former.take(text);
  }
  const output = new Map<string, string>();
  const built = new Map<string, BuiltUnit>(reused.map((unit) => [unit.id, unit]));
  for (const unit of reused)
    for (const { path } of unit.files) output.set(path, previous?.files.get(path) ?? '');
  for (const { id, key } of stale) built.set(id, { id, key: key ?? null, files: [] });
  for await (const { unit, file } of renderUnits(stale, store)) {
    if (output.has(file.path)) throw new Error(`${file.path} is written twice`);
    output.set(file.path, Buffer.from(file.bytes).toString(encodingOf(file.path)));
    const known = built.get(unit.id)!;
    built.set(unit.id, { ...known, files: [...known.files, fileDigest(file)] });
  }
  const rendered = stale.map((unit) => unit.id);
  return { inputs, snapshot, facts, plan, files: output, built, faults, rendered };
}

function changedPaths(before: Files, after: Files): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

/** How the bytes of a file are kept as text. */
export function encodingOf(path: string): 'latin1' | 'utf8' {
  return path.endsWith('.bin') ? 'latin1' : 'utf8';
}

/** The parsed JSON file of a site. */
export function json(site: Site, path: string): Record<string, unknown> {
  const text = site.files.get(path);
  if (text === undefined) throw new Error(`there is no ${path}: ${[...site.files.keys()].join(' ')}`);
  return JSON.parse(text) as Record<string, unknown>;
}
