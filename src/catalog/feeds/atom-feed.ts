import { releasedAt } from '../facts/release-facts.ts';
import type { Catalog, RecentRelease } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import { textFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { hrefBelow, hrefBetween } from '../site/href.ts';
import { markup } from '../site/html.ts';
import type { Html } from '../site/html.ts';
import { FEED_PATH, FRONT_PATH } from '../site/layout.ts';

/** An unnamed registry's feed was updated then, if it has no release: Atom wants a time. */
const NEVER = '1970-01-01T00:00:00Z';

/**
 * The newest releases as Atom (RFC 4287). Ids are those of the releases and never change; links are absolute where the
 * registry says its address. No time of the build. The escaping of `markup` serves XML too. Pure.
 */
export function atomFeed(catalog: Catalog): OutputFile {
  const { registry } = catalog.snapshot;
  const [newest] = catalog.recent;
  const to = (path: string): string =>
    registry.url === undefined ? hrefBetween(FEED_PATH, path) : hrefBelow(registry.url, path);
  const id =
    registry.id === undefined
      ? (registry.url ?? `urn:hyper:registry:${registry.name}`)
      : `urn:uuid:${registry.id}`;
  const text = markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${id}</id>
<title>${registry.name}</title>
${registry.description !== undefined && markup`<subtitle>${registry.description}</subtitle>`}
<updated>${newest === undefined ? NEVER : releasedAt(newest.facts)}</updated>
<link rel="self" type="application/atom+xml" href="${to(FEED_PATH)}"/>
<link rel="alternate" type="text/html" href="${to(FRONT_PATH)}"/>
${catalog.recent.map((release) => entry(release, registry.name, to))}</feed>
`;
  return textFile(FEED_PATH, text.toString());
}

function entry({ facts, artifact }: RecentRelease, registry: string, to: (path: string) => string): Html {
  const { id, version, type, author, description } = facts;
  return markup`<entry>
<id>urn:uuid:${id}</id>
<title>${artifact.reference} ${version}</title>
<updated>${releasedAt(facts)}</updated>
<published>${releasedAt(facts)}</published>
<author><name>${author ?? registry}</name></author>
<category term="${type}"/>
<link rel="alternate" type="text/html" href="${to(paths.versionPage(artifact, version))}"/>
<summary type="text">${description}</summary>
</entry>
`;
}
