import type { ArtifactManifest as Artifact } from '../../../manifest/index.ts';
import { releasedAt } from '../../facts/release-facts.ts';
import type { ReleaseView } from '../../model/release-view.ts';
import { breakable, markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { outsideLink } from '../link.ts';
import { day, factList, formatBytes } from '../pieces.ts';

/** What people want to know of a release at a glance. */
export function releaseFactsList(
  { facts, manifest }: ReleaseView,
  more: readonly (readonly [string, HtmlPart])[] = [],
): Html {
  const { author, license, homepage, repository } = manifest.metadata;
  return factList([
    ['Type', manifest.type],
    ['Released', day(releasedAt(facts))],
    ['Licence', license],
    ['Author', author],
    ['Publisher', publisherOf(manifest)],
    ['Homepage', homepage !== undefined && outsideLink(homepage)],
    ['Repository', repository !== undefined && outsideLink(repository)],
    ...more,
  ]);
}

/** Tags and keywords, each once. */
export function tagList({ manifest }: ReleaseView): Html | undefined {
  const words = new Set([...(manifest.metadata.tags ?? []), ...(manifest.metadata.keywords ?? [])]);
  if (words.size === 0) return undefined;
  return markup`<section><h2>Tags</h2><ul class="tags">${[...words].map((word) => markup`<li>${word}</li>`)}</ul></section>`;
}

/** What the bytes of the release are, and where. */
export function contentSection({ manifest, facts }: ReleaseView): Html {
  const { content } = manifest;
  const place = content === undefined ? 'all of it is in the spec' : contentPlace(content);
  const digests = [
    ['sha256 of the content', content?.digests.sha256],
    ['sha3-512 of the content', content?.digests['sha3-512']],
    ['sha256 of the manifest', facts.sha256],
  ] as const;
  return markup`<section><h2>Content</h2>
${factList([
  ['Size', content?.size !== undefined && formatBytes(content.size)],
  ['Media type', content?.mediaType],
  ['Where', place],
])}</section>
<section><h2>Digests</h2>${factList(digests, 'facts digests')}</section>`;
}

function contentPlace(content: NonNullable<Artifact['content']>): HtmlPart {
  if (content.uri !== undefined) return outsideLink(content.uri, breakable(content.uri));
  return content.path === undefined ? 'in the manifest' : 'a blob of the registry';
}

function publisherOf({ publisher }: Artifact): HtmlPart {
  if (publisher === undefined) return undefined;
  const { name, id, email, url } = publisher;
  const label = name ?? id ?? email ?? url;
  if (label === undefined) return undefined;
  return url === undefined ? label : outsideLink(url, label);
}
