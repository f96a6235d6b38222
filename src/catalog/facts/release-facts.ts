import { Buffer } from 'node:buffer';
import { digestHex } from '../../core/index.ts';
import type {
  ArtifactManifest as Artifact,
  DependencyCondition,
  DependencyType,
} from '../../manifest/index.ts';
import { contentOf } from '../../registry/index.ts';
import type { PackageContent, Release } from '../../registry/index.ts';

export type Visibility = 'public' | 'internal' | 'private';

const MAX_KEYWORDS = 64;
const MAX_CAPABILITIES = 64;

/** One dependency as far as lists and graphs need it. */
export interface DependencyFacts {
  /** `namespace/name`, a bare name still to be looked up, or an id. */
  readonly artifact: string;
  readonly range: string;
  readonly type: DependencyType;
  readonly optional: boolean;
  readonly condition?: DependencyCondition;
  readonly registry?: string;
}

/**
 * What is kept of a release while the rest of the registry is read: about a kilobyte of memory each. The value is plain
 * JSON in this key order; `renderFacts` writes it and `restoreFacts` reads it back.
 */
export interface ReleaseFacts {
  /** `namespace/name` and version as the file's path spells them; the manifest agrees. */
  readonly artifact: string;
  readonly version: string;
  /** Git object id of the manifest; empty for a file that no commit holds. */
  readonly oid: string;
  /** Of the manifest's bytes. */
  readonly sha256: string;
  /** Of the manifest, in bytes. */
  readonly size: number;
  readonly id: string;
  readonly type: Artifact['type'];
  readonly description: string;
  readonly author?: string;
  readonly license?: string;
  readonly tags?: readonly string[];
  /** The first of them: a search reads no more. */
  readonly keywords?: readonly string[];
  /** Names of what a plugin can do; the first of them. */
  readonly capabilities?: readonly string[];
  /** Its own; those of the namespaces are merged where they are shown. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What the release itself says. */
  readonly visibility?: Visibility;
  readonly createdAt: string;
  readonly publishedAt?: string;
  /** Absent where the release has none. */
  readonly content?: PackageContent;
  readonly dependencies: readonly DependencyFacts[];
}

/**
 * The facts of a release. They go through JSON, which copies every string: parts of a manifest's text would keep the
 * whole text in memory. Pure.
 */
export function toReleaseFacts({ artifact, version, entry, manifest, text }: Release): ReleaseFacts {
  const { labels, metadata, publishedAt, visibility } = manifest;
  const content = contentOf(manifest);
  const facts: ReleaseFacts = {
    artifact: artifact.reference,
    version,
    oid: entry.oid,
    sha256: digestHex(text),
    size: Buffer.byteLength(text),
    id: manifest.id,
    type: manifest.type,
    description: metadata.description,
    ...(metadata.author === undefined ? {} : { author: metadata.author }),
    ...(metadata.license === undefined ? {} : { license: metadata.license }),
    ...(metadata.tags === undefined ? {} : { tags: metadata.tags }),
    ...(metadata.keywords === undefined ? {} : { keywords: metadata.keywords.slice(0, MAX_KEYWORDS) }),
    ...capabilitiesOf(manifest),
    ...(labels === undefined ? {} : { labels }),
    ...(visibility === undefined ? {} : { visibility }),
    createdAt: manifest.createdAt,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(content === undefined ? {} : { content }),
    dependencies: manifest.dependencies.map((dependency) => ({
      artifact: dependency.artifact,
      range: dependency.range,
      type: dependency.type,
      optional: dependency.optional,
      ...(dependency.condition === undefined ? {} : { condition: dependency.condition }),
      ...(dependency.registry === undefined ? {} : { registry: dependency.registry }),
    })),
  };
  return JSON.parse(JSON.stringify(facts)) as ReleaseFacts;
}

function capabilitiesOf(manifest: Artifact): Pick<ReleaseFacts, 'capabilities'> {
  const stated = manifest.type === 'plugin' ? manifest.spec?.capabilities : undefined;
  if (stated === undefined || stated.length === 0) return {};
  return { capabilities: stated.slice(0, MAX_CAPABILITIES).map(({ name }) => name) };
}

/** When the release came out, as far as its manifest says. */
export function releasedAt(facts: ReleaseFacts): string {
  return facts.publishedAt ?? facts.createdAt;
}
