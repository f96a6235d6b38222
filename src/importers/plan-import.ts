import { compareText, sortedBy } from '../core/index.ts';
import type { JsonObject } from '../core/index.ts';
import { toFolder } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';
import type { CommitPlan, PlannedFile } from './commit-plan.ts';
import { planFoundation } from './foundation.ts';
import type { ImportedRelease, ImportRecord } from './import-record.ts';
import { toImportReport } from './import-report.ts';
import type { ImportReport } from './import-report.ts';
import type { Importer } from './importer.ts';
import { manifestBytes } from './manifest-bytes.ts';
import { UNKNOWN_TIME_MS } from './release-manifest.ts';

export interface ImportPlan {
  /** Rendered as they are asked for; may be gone through again. */
  readonly commits: Iterable<CommitPlan>;
  /** How many `commits` are. */
  readonly commitCount: number;
  readonly report: ImportReport;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const IDENTITY = { name: 'Hyper Registry Import', email: 'import@hyper-registry.invalid' } as const;

/**
 * Plans the commits of a registry that holds the records: the first with the registry's own files, then one for each
 * UTC day with a publication, at the time of the day's last one. Where times are unknown all releases are one commit.
 * The same records give the same bytes. `name` is that of the new registry; the importer's kind unless told. Pure.
 */
export async function planImport(
  importer: Importer,
  records: AsyncIterable<ImportRecord>,
  options: { readonly name?: string } = {},
): Promise<ImportPlan> {
  const { format } = importer;
  const all: ImportRecord[] = [];
  for await (const record of records) all.push(record);
  const report = toImportReport(format.kind, format.entries === undefined ? 'line' : 'entry', all);
  const releases = all.filter((record): record is ImportedRelease => record.outcome === 'carried');
  const days = groupByDay(releases);
  const first = releases.reduce((least, release) => Math.min(least, timeOf(release)), Infinity);
  const foundation = {
    name: options.name ?? format.kind,
    time: toSeconds(Number.isFinite(first) ? first : UNKNOWN_TIME_MS),
    identity: IDENTITY,
    releases,
  };
  return {
    report,
    commitCount: days.length + 1,
    commits: {
      *[Symbol.iterator]() {
        yield planFoundation(format, report, foundation);
        const states = groupStates(releases);
        for (const [day, members] of days) yield planDay(importer, day, members, states);
      },
    },
  };
}

function planDay(
  { format }: Importer,
  day: number,
  members: readonly ImportedRelease[],
  states: ReadonlyMap<number, readonly PlannedState[]>,
): CommitPlan {
  const files = members.map(({ namespace, name, version, manifest }): PlannedFile => ({
    path: `${folderOf(namespace, name)}/${version}.yaml`,
    bytes: manifestBytes(manifest),
  }));
  for (const { path, manifest } of states.get(day) ?? [])
    files.push({ path, bytes: manifestBytes(manifest) });
  const blobs = new Map(
    members.flatMap(({ blob }) => (blob === undefined ? [] : [[blob.path, blob] as const])),
  );
  files.push(...blobs.values());
  const last = members.reduce((latest, release) => Math.max(latest, timeOf(release)), 0);
  const isDated = members.some(({ publishedAt }) => publishedAt !== null);
  const when = isDated ? ` of ${new Date(day * DAY_MS).toISOString().slice(0, 10)}` : '';
  const what = `${members.length} ${members.length === 1 ? 'release' : 'releases'}`;
  return {
    message: `Import ${what} from the ${format.title}${when}\n\nHyper-Operation: import\nHyper-Target: ${format.namespace}\n`,
    identity: IDENTITY,
    time: toSeconds(last),
    files: sortedBy(files, ({ path }) => path),
  };
}

function groupByDay(
  releases: readonly ImportedRelease[],
): readonly (readonly [day: number, members: readonly ImportedRelease[]])[] {
  const days = new Map<number, ImportedRelease[]>();
  for (const release of releases) {
    const members = days.get(dayOf(release));
    if (members === undefined) days.set(dayOf(release), [release]);
    else members.push(release);
  }
  return [...days].sort(([left], [right]) => left - right);
}

interface PlannedState {
  readonly path: string;
  readonly manifest: JsonObject & { readonly kind: string };
}

/** The ArtifactState of every artifact that needs one, by the day of its last release that does. */
function groupStates(releases: readonly ImportedRelease[]): ReadonlyMap<number, readonly PlannedState[]> {
  const byArtifact = new Map<string, ImportedRelease[]>();
  for (const release of releases) {
    if (release.state === undefined) continue;
    byArtifact.set(release.name, [...(byArtifact.get(release.name) ?? []), release]);
  }
  const byDay = new Map<number, PlannedState[]>();
  for (const members of byArtifact.values()) {
    const day = members.reduce((latest, release) => Math.max(latest, dayOf(release)), 0);
    byDay.set(day, [...(byDay.get(day) ?? []), toState(members)]);
  }
  return byDay;
}

function toState(members: readonly ImportedRelease[]): PlannedState {
  const [{ namespace, name } = { namespace: '', name: '' }] = members;
  const inOrder = members.toSorted((left, right) => compareText(left.version, right.version));
  const isUndated = members.some(({ publishedAt }) => publishedAt === null);
  return {
    path: `${folderOf(namespace, name)}/artifact.yaml`,
    manifest: {
      apiVersion: 'hyper/v1',
      kind: 'ArtifactState',
      namespace,
      name,
      revision: 1,
      releases: Object.fromEntries(inOrder.map(({ version, state }) => [version, state ?? {}])),
      ...(isUndated ? { 'x-import': 'the source gives no times: these stand for no real time' } : {}),
    },
  };
}

function folderOf(namespace: string, name: string): string {
  return `${toFolder(namespace as NamespacePath)}/${name}`;
}

function timeOf({ publishedAt }: ImportedRelease): number {
  return publishedAt ?? UNKNOWN_TIME_MS;
}

function dayOf(release: ImportedRelease): number {
  return Math.floor(timeOf(release) / DAY_MS);
}

function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
