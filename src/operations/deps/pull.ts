import { Buffer } from 'node:buffer';
import { HyperError, digestOf, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { describeStanding } from '../../lockfile/index.ts';
import type { ArtifactManifest } from '../../manifest/index.ts';
import { isNeededOn } from '../../manifest/index.ts';
import type { Platform } from '../../manifest/index.ts';
import { Resolver } from '../../resolve/index.ts';
import { formatReference, parseReference } from '../../names/index.ts';
import type { PackageKey } from '../../registry/index.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import { checkedStream } from './checked-stream.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { loadLock, loadProject, requireLock } from './load-project.ts';
import { assertSameRegistries } from './lock-trust.ts';
import { standingOf } from './lock-truth.ts';
import { openSet } from './open-set.ts';
import type { PackageSet } from './package-set.ts';
import { askReference, toRequest } from './resolve-request.ts';
import { tellConflict } from './tell-conflict.ts';

export interface PullInput extends DepsInput {
  /** What to fetch; undefined: everything in the lock. */
  readonly reference: string | undefined;
  /** The folder to write to; undefined: the cache. */
  readonly to: string | undefined;
  /** For one piece of content that says no size, and for any. */
  readonly maxBytes: number;
  /** Of a lock, only what this takes. */
  readonly platform: Platform;
}

export interface PulledContent {
  readonly artifact: string;
  readonly version: string;
  /** null for a release without content. */
  readonly path: string | null;
  readonly bytes: number;
  /** False where it was there already, and is what it should be. */
  readonly isFetched: boolean;
}

export interface PullData {
  readonly pulled: readonly PulledContent[];
}

/** Where content goes: nothing is visible there before all of it is right. */
export interface ContentFolder {
  /** Absolute path of content that is there and has this sha256, in hex. */
  find(path: string, sha256: string): Promise<string | undefined>;
  /** Writes the parts to a file of another name, then renames it; nothing stays where they end with an error. */
  save(
    path: string,
    parts: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly path: string; readonly bytes: number }>;
}

/** What fetching content needs of the world. */
export interface PullContext extends DepsContext {
  /** The folder that is named, or the cache. */
  openContent(to: string | undefined): ContentFolder;
  /**
   * The content at an https: or oci: address; redirects go to hosts that are allowed, or to the same host where all are.
   * Errors: `HYPER_CONTENT_HOST`, `HYPER_CONTENT_MISSING`, `HYPER_CONTENT_PLACE`, `HYPER_REMOTE_UNREACHABLE`.
   */
  fetchContent(address: string, want: WantedContent): Promise<AsyncIterable<Uint8Array>>;
}

export interface WantedContent {
  readonly sha256: string;
  readonly allowedHosts: readonly string[] | undefined;
}

/** Fetches the content of a release, or of everything that is locked; every digest is checked before a file is seen. */
export const pull: Operation<PullInput, PullData | null, PullContext> = {
  id: 'pull',
  group: 'CRUD',
  summary: 'Fetch the content of a release, or of everything locked',
  async run(context, input) {
    const wanted =
      input.reference === undefined ? await lockedKeys(context, input) : await chosenKey(context, input);
    if ('verdict' in wanted) return wanted;
    const { set, keys } = wanted;
    await set.read(keys.map(({ reference }) => reference));
    const diagnostics = standingsOf(keys, set);
    const refusal = diagnostics.filter(({ severity }) => severity === 'error');
    if (refusal.length > 0) return { verdict: 'findings', diagnostics: refusal, data: null };
    const manifests = await set.manifests(keys);
    const folder = context.openContent(input.to);
    const pulled: PulledContent[] = [];
    for (const [at, key] of keys.entries()) {
      context.signal?.throwIfAborted();
      const found = manifests[at];
      const isLocked =
        found !== undefined && (key.manifest === undefined || digestOf(found.text) === key.manifest);
      if (!isLocked) throw altered(key);
      pulled.push(await pullOne(context, input, { key, set, folder, manifest: found.manifest }));
      context.progress?.(at + 1, keys.length, 'contents');
    }
    return { verdict: 'pass', diagnostics, data: { pulled } };
  },
};

type WantedKey = PackageKey & { readonly manifest?: string };
type Wanted = { readonly set: PackageSet; readonly keys: readonly WantedKey[] } | Outcome<null>;

async function lockedKeys(context: PullContext, input: PullInput): Promise<Wanted> {
  const project = await loadProject(context, input);
  if (!project.ok) return { verdict: 'findings', diagnostics: project.diagnostics, data: null };
  const lock = await loadLock(context, input, project.value.path);
  const read = requireLock(lock);
  if (!read.ok) return { verdict: 'untrusted', diagnostics: read.diagnostics, data: null };
  const set = openSet(context, input, project.value);
  await assertSameRegistries(lock, set);
  const packages = [...read.value.lockfile.packages];
  const taken = packages.filter(([, { conditions }]) => isNeededOn(conditions, input.platform));
  return { set, keys: taken.map(([reference, { version, manifest }]) => ({ reference, version, manifest })) };
}

/** The release that a resolution of the reference alone would take; its dependencies are for a lock. */
async function chosenKey(context: PullContext, input: PullInput): Promise<Wanted> {
  const text = input.reference ?? '';
  const parsed = parseReference(text, { allowDotted: true });
  const set = openSet(context, input, undefined);
  const asked = await askReference(text, set, input, undefined);
  const reference = asked.requirements[0]?.artifact ?? '';
  const selector = parsed.ok && parsed.value.kind === 'name' ? parsed.value.selector : undefined;
  if (selector?.kind === 'version') {
    await set.read([reference]);
    if (set.release({ reference, version: selector.version }) !== undefined) {
      return { set, keys: [{ reference, version: selector.version }] };
    }
  }
  const request = toRequest(asked, text, undefined, 'all');
  const resolver = new Resolver(set);
  const outcome = await resolver.resolve(request);
  if (outcome.kind === 'conflict') {
    return {
      verdict: 'findings',
      diagnostics: await tellConflict(outcome.conflict, request, resolver, set),
      data: null,
    };
  }
  if (outcome.kind === 'question') return { verdict: 'needs-human', diagnostics: [], data: null };
  const keys = [...outcome.resolution.direct].map(([one, version]) => ({ reference: one, version }));
  return { set, keys };
}

/**
 * What became of the releases since (ATTACKS R04): what was deleted or withdrawn is not fetched; that it was yanked or is
 * deprecated is told.
 */
function standingsOf(keys: readonly PackageKey[], set: PackageSet): Diagnostic[] {
  return keys.flatMap((key) =>
    describeStanding(`${key.reference}@${key.version}`, standingOf(key, set)).map(
      ({ code, severity = 'error', message, hint }): Diagnostic => ({
        code,
        severity: code === 'HYPER_LOCK_YANKED' ? 'warning' : severity,
        message: toOneLine(message),
        ...(hint === undefined ? {} : { hint }),
      }),
    ),
  );
}

interface One {
  readonly key: PackageKey;
  readonly set: PackageSet;
  readonly folder: ContentFolder;
  readonly manifest: ArtifactManifest;
}

async function pullOne(context: PullContext, input: PullInput, one: One): Promise<PulledContent> {
  const { key, folder, manifest } = one;
  const { content } = manifest;
  const named = `${key.reference}@${key.version}`;
  const row = { artifact: key.reference, version: key.version };
  if (content === undefined) {
    if (input.reference === undefined) return { ...row, path: null, bytes: 0, isFetched: false };
    throw new HyperError('HYPER_CONTENT_NONE', `"${toOneLine(named)}" has no content`, {
      hint: `read its manifest: hyper registry get ${named}`,
    });
  }
  const { digests, size } = content;
  const path = input.to === undefined ? cachePath(digests.sha256) : filePath(key, manifest);
  const present = await folder.find(path, digests.sha256);
  if (present !== undefined) return { ...row, path: present, bytes: size ?? 0, isFetched: false };
  const parts = await openSource(context, input, one);
  const expected = { named, digests, size, maxBytes: input.maxBytes };
  const saved = await folder.save(path, checkedStream(parts, expected));
  return { ...row, ...saved, isFetched: true };
}

async function openSource(
  context: PullContext,
  { maxBytes }: PullInput,
  { key, set, manifest }: One,
): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  const { content } = manifest;
  if (content?.inline !== undefined) {
    return [Buffer.from(content.inline, content.encoding === 'base64' ? 'base64' : 'utf8')];
  }
  const packages = await set.packagesOf(key.reference);
  if (content?.path !== undefined) return [await packages.readBlob(content.path, maxBytes)];
  const { allowedContentHosts: allowedHosts } = await packages.identity();
  return context.fetchContent(content?.uri ?? '', { sha256: content?.digests.sha256 ?? '', allowedHosts });
}

function cachePath(sha256: string): string {
  return `sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}

const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['application/gzip', '.tgz'],
  ['application/json', '.json'],
  ['application/wasm', '.wasm'],
  ['application/x-tar', '.tar'],
  ['application/yaml', '.yaml'],
  ['application/zip', '.zip'],
  ['text/plain', '.txt'],
]);

/** A name that the release gives, never a path that its address gives. */
function filePath({ reference, version }: PackageKey, { content, name }: ArtifactManifest): string {
  const parsed = parseReference(reference);
  const whole = parsed.ok ? formatReference(parsed.value) : name;
  const ending = ENDINGS.get(content?.mediaType ?? '') ?? endingOf(content?.uri) ?? '';
  return `${whole}/${name}-${version}${ending}`;
}

/** The ending of an https: address; those of images are versions. */
function endingOf(uri = ''): string | undefined {
  return uri.startsWith('https://')
    ? /\.(?:tar\.gz|[a-z][a-z0-9]{0,7})$/u.exec(new URL(uri).pathname)?.[0]
    : undefined;
}

function altered({ reference, version }: PackageKey): HyperError {
  return new HyperError(
    'HYPER_LOCK_MANIFEST',
    `the manifest of "${toOneLine(`${reference}@${version}`)}" is not the one that is locked`,
    {
      hint: 'hyper deps verify shows every difference',
    },
  );
}
