import { HyperError, isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import { parseReference } from '../../names/index.ts';
import type {
  PackageArtifact,
  PackageContent,
  PackageDependency,
  PackageRelease,
} from '../../registry/index.ts';
import { parseRange, parseVersion } from '../../version/index.ts';

type StateRow = NonNullable<PackageRelease['state']['record']>;

const STATES: ReadonlySet<unknown> = new Set(['draft', 'published', 'deprecated', 'archived']);
const TYPES: ReadonlySet<unknown> = new Set(['runtime', 'dev', 'build', 'peer']);

/** The artifact that the lines of a sparse file tell of (docs/api.md, "Sparse lines"). Pure. Errors: `HYPER_SITE_INVALID`. */
export function parseSparse(reference: string, text: string): PackageArtifact {
  const releases = new Map<string, PackageRelease>();
  const tombstones = new Map<string, string>();
  const named = new Map<string, string>();
  let redirect: string | undefined;
  text.split('\n').forEach((line, at) => {
    if (line === '') return;
    const value = parseLine(line);
    const version = value?.['v'];
    if (value === undefined || typeof version !== 'string' || !parseVersion(version).ok)
      throw invalid(reference, at + 1);
    if (value['tombstone'] === true) {
      tombstones.set(version, textIn(value, 'reason') ?? 'no reason is given');
      return;
    }
    const release = toRelease(value, version);
    if (release === undefined || releases.has(version)) throw invalid(reference, at + 1);
    releases.set(version, release);
    for (const name of textsIn(value['named'])) named.set(name, version);
    redirect ??= textIn(value, 'moved');
  });
  return { reference, releases, tombstones, named, ...(redirect === undefined ? {} : { redirect }) };
}

function toRelease(value: JsonObject, version: string): PackageRelease | undefined {
  const [id, manifest, publishedAt] = [
    textIn(value, 'id'),
    textIn(value, 'manifest'),
    textIn(value, 'released'),
  ];
  const dependencies = toDependencies(value['deps']);
  const content = toContent(value);
  const signer = textIn(value, 'signer');
  if (id === undefined || publishedAt === undefined || dependencies === undefined || content === null)
    return undefined;
  if (manifest === undefined || !/^[0-9a-f]{64}$/u.test(manifest)) return undefined;
  return {
    ...{ version, id, publishedAt, dependencies },
    manifest: `sha256:${manifest}`,
    ...(content === undefined ? {} : { content }),
    ...(signer === undefined ? {} : { signer }),
    state: toState(value),
  };
}

/** A yank says more than a state, and stands in its place: what is yanked counts as published otherwise. */
function toState(value: JsonObject): PackageRelease['state'] {
  const word = value['state'];
  const stated = STATES.has(word) ? (word as StateRow['state']) : 'published';
  const state = value['deprecated'] === true ? 'deprecated' : stated;
  const isYanked = value['yanked'] === true;
  const yank = value['yank'];
  const deprecation = value['deprecation'];
  const yanked = isYanked ? reasonIn(yank) : undefined;
  const record = {
    state,
    ...(yanked === undefined ? {} : { yanked }),
    ...(isJsonObject(deprecation) ? { deprecation: reasonIn(deprecation) } : {}),
  } as unknown as StateRow;
  return { state, isYanked, isUnpublished: false, isTombstone: false, record };
}

function reasonIn(value: JsonValue | undefined): Readonly<Record<string, string>> {
  const row = isJsonObject(value) ? value : {};
  const fields = ['reason', 'severity', 'advisory', 'replacement'] as const;
  const stated = fields.flatMap((name) => {
    const text = textIn(row, name);
    return text === undefined ? [] : [[name, text] as const];
  });
  return { reason: 'no reason is given', ...Object.fromEntries(stated) };
}

/** Undefined where there is none, null where it is not as it should be. */
function toContent(value: JsonObject): PackageContent | undefined | null {
  const { digests, size, source } = value;
  if (digests === null && source === null) return undefined;
  if (!isJsonObject(digests) || typeof source !== 'string') return null;
  const sha256 = textIn(digests, 'sha256');
  const sha3 = textIn(digests, 'sha3-512');
  if (sha256 === undefined || !/^[0-9a-f]{64}$/u.test(sha256)) return null;
  return {
    digests: { sha256, ...(sha3 === undefined ? {} : { 'sha3-512': sha3 }) },
    ...(typeof size === 'number' ? { size } : {}),
    source,
  };
}

function toDependencies(value: JsonValue | undefined): PackageDependency[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const found = (value as readonly JsonValue[]).map(toDependency);
  return found.every((one) => one !== undefined) ? found : undefined;
}

function toDependency(row: JsonValue): PackageDependency | undefined {
  if (!Array.isArray(row)) return undefined;
  const [artifact, range, type, optional, condition, registry] = row as readonly JsonValue[];
  if (typeof artifact !== 'string' || !parseReference(artifact).ok) return undefined;
  if (typeof range !== 'string' || !parseRange(range).ok || !TYPES.has(type)) return undefined;
  return {
    ...{ artifact, range, type: type as PackageDependency['type'], optional: optional === true },
    ...(isJsonObject(condition) ? { condition: condition } : {}),
    ...(typeof registry === 'string' ? { registry } : {}),
  };
}

function parseLine(line: string): JsonObject | undefined {
  try {
    const value = JSON.parse(line) as JsonValue;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function textIn(value: JsonObject, name: string): string | undefined {
  const text = value[name];
  return typeof text === 'string' ? text : undefined;
}

function textsIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === 'string') : [];
}

function invalid(reference: string, line: number): HyperError {
  return new HyperError(
    'HYPER_SITE_INVALID',
    `line ${line} of the sparse file of "${toOneLine(reference)}" is not as it should be`,
    {
      hint: 'tell who serves the site, or read its git repository in its place',
    },
  );
}
