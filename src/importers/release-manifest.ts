import type { JsonObject, JsonValue } from '../core/index.ts';
import type { NamedEdge } from './carry-dependencies.ts';
import { deterministicId } from './deterministic-id.ts';
import type { ImportedRelease } from './import-record.ts';
import type { SourceContent, SourceFormat, SourceRelease } from './source-release.ts';

/** Stands for a time that a source does not tell, so that the same input gives the same bytes: 2000-01-01T00:00:00Z. */
export const UNKNOWN_TIME_MS = Date.UTC(2000, 0, 1);

const MAX_ANNOTATION_UNITS = 4096;
const MAX_LABEL_UNITS = 256;
const MAX_DESCRIPTION_UNITS = 4096;
const MAX_KEYWORD_UNITS = 64;
const MAX_KEYWORDS = 64;

/** What a release becomes: the name and version here, the digest of its content, and its edges. */
export interface ReleaseParts {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly edges: readonly NamedEdge[];
  /** `content` of the manifest. */
  readonly content: JsonObject;
}

/** The Artifact manifest of a release (SPEC section 2.1), with the keys in the order of the specification. Pure. */
export function toReleaseManifest(
  source: SourceRelease,
  parts: ReleaseParts,
  format: SourceFormat,
): ImportedRelease['manifest'] {
  const { name, version } = parts;
  const time = source.publishedAt ?? UNKNOWN_TIME_MS;
  const dependencies = toDependencies(parts.edges, format.namespace);
  const shape = source.shape ?? { type: 'library', spec: { language: format.language } };
  return {
    apiVersion: 'hyper/v1',
    kind: 'Artifact',
    id: deterministicId(`${format.namespace}/${name}@${version}`, time),
    type: shape.type,
    namespace: format.namespace,
    name,
    version,
    metadata: toMetadata(source, format),
    ...toLabels(source, parts),
    annotations: toAnnotations(source, parts),
    ...toPublisher(source),
    createdAt: new Date(time).toISOString(),
    ...(source.publishedAt === null ? {} : { publishedAt: new Date(time).toISOString() }),
    content: parts.content,
    ...(dependencies === undefined ? {} : { dependencies }),
    spec: shape.spec,
  };
}

function toMetadata(source: SourceRelease, format: SourceFormat): JsonObject {
  const description =
    source.description?.slice(0, MAX_DESCRIPTION_UNITS) ??
    `${source.name}, from the ${format.title}, which gives no description of it.`;
  const [author] = source.maintainers;
  const repository = source.repositories.find(isHttps);
  return {
    description,
    ...(author === undefined ? {} : { author: author.slice(0, 256) }),
    ...(source.license === undefined ? {} : { license: source.license }),
    ...toKeywords(source.keywords ?? []),
    ...(isHttps(source.homepage) ? { homepage: source.homepage } : {}),
    ...(repository === undefined ? {} : { repository }),
  };
}

function toKeywords(keywords: readonly string[]): JsonObject {
  const kept = [...new Set(keywords.map((word) => word.trim().slice(0, MAX_KEYWORD_UNITS)))];
  const filled = kept.filter((word) => word !== '').slice(0, MAX_KEYWORDS);
  return filled.length === 0 ? {} : { keywords: filled };
}

function isHttps(url: string | undefined): url is string {
  return url !== undefined && url.length <= 2048 && URL.canParse(url) && new URL(url).protocol === 'https:';
}

function toPublisher(source: SourceRelease): { readonly publisher?: JsonObject } {
  const [first] = source.maintainers;
  return first === undefined || first.length > 128 ? {} : { publisher: { id: first, name: first } };
}

function toLabels(source: SourceRelease, parts: ReleaseParts): { readonly labels?: JsonObject } {
  const labels = new Map(source.labels);
  if (source.name !== parts.name) labels.set('source-name', source.name);
  if (source.version !== parts.version) labels.set('source-version', source.version);
  if (labels.size === 0) return {};
  return {
    labels: Object.fromEntries([...labels].map(([key, text]) => [key, text.slice(0, MAX_LABEL_UNITS)])),
  };
}

function toAnnotations(source: SourceRelease, parts: ReleaseParts): JsonObject {
  const annotations = new Map(source.annotations);
  setContentNotes(annotations, source.content);
  if (source.publishedAt === null)
    annotations.set('source-time', 'unknown: createdAt stands for no real time');
  if (source.description === undefined) annotations.set('source-description', 'none');
  if (source.homepage !== undefined && !isHttps(source.homepage)) {
    annotations.set('source-homepage', source.homepage);
  }
  if (source.maintainers.length > 1) annotations.set('source-maintainers', source.maintainers.join(', '));
  const [carried, ...others] = source.repositories;
  if (others.length > 0 || (carried !== undefined && !isHttps(carried))) {
    annotations.set('source-repositories', source.repositories.join(', '));
  }
  const lost = (outcome: string): string =>
    parts.edges
      .filter((edge) => edge.outcome === outcome)
      .map((edge) => `${edge.to}@${edge.requirement}${edge.range === undefined ? '' : ` as ${edge.range}`}`)
      .join('; ');
  annotations.set('approximated-dependencies', lost('approximated'));
  annotations.set('dropped-dependencies', lost('dropped'));
  return Object.fromEntries([...annotations].flatMap(([key, text]) => inPieces(key, text)));
}

function setContentNotes(annotations: Map<string, string>, content: SourceContent): void {
  if ('uri' in content) {
    annotations.set('source-integrity', content.integrity);
    return;
  }
  if (content.standsFor === undefined) return;
  annotations.set('source-uri', content.standsFor.uri);
  annotations.set('source-integrity', content.standsFor.integrity);
}

/** A text in as many annotations as it needs: `key`, `key-2`, … */
function inPieces(key: string, text: string): [string, string][] {
  const pieces: [string, string][] = [];
  for (let start = 0; start < text.length; start += MAX_ANNOTATION_UNITS) {
    const number = start / MAX_ANNOTATION_UNITS + 1;
    pieces.push([number === 1 ? key : `${key}-${number}`, text.slice(start, start + MAX_ANNOTATION_UNITS)]);
  }
  return pieces;
}

/** The short form where all are for runtime, else a list. */
function toDependencies(edges: readonly NamedEdge[], namespace: string): JsonValue | undefined {
  const kept = edges.flatMap(({ target, range, type, isOptional }) =>
    target === undefined || range === undefined
      ? []
      : [
          {
            artifact: `${namespace}/${target}`,
            version: range,
            type,
            ...(isOptional === true ? { optional: true } : {}),
          },
        ],
  );
  if (kept.length === 0) return undefined;
  if (kept.some((entry) => entry.type !== 'runtime' || 'optional' in entry)) return kept;
  return Object.fromEntries(kept.map(({ artifact, version }) => [artifact, version]));
}
