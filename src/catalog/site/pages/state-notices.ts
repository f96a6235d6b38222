import type { Catalog } from '../../model/catalog.ts';
import { paths } from '../../model/paths.ts';
import type { PublishedArtifact, PublishedVersion } from '../../model/published-artifact.ts';
import { deprecationOf, redirectOf } from '../../model/version-state.ts';
import { markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { link, outsideLink } from '../link.ts';
import { day } from '../pieces.ts';

/** What somebody must know before using the artifact: that it moved. */
export function redirectNotice(
  catalog: Catalog,
  from: string,
  artifact: PublishedArtifact,
): Html | undefined {
  const redirect = redirectOf(catalog, artifact);
  if (redirect === undefined) return undefined;
  const target = artifactLink(catalog, from, redirect.artifact);
  return markup`<div class="notice"><p><strong>Moved to ${target}.</strong> ${redirect.reason} Old locks keep working.</p></div>`;
}

/** What the keepers of the artifact want everybody to know. */
export function keepersNotice({ state }: PublishedArtifact): Html | undefined {
  return state?.notice === undefined
    ? undefined
    : markup`<div class="notice"><p><strong>From its keepers.</strong> ${state.notice}</p></div>`;
}

/** What somebody must know before using the version: yanked, deprecated, archived. */
export function stateNotices(catalog: Catalog, from: string, published: PublishedVersion): Html[] {
  const { state } = published;
  const yanked = state.record?.yanked;
  const deprecation = state.state === 'deprecated' ? deprecationOf(catalog, published) : undefined;
  const notices: Html[] = [];
  if (yanked !== undefined) {
    notices.push(markup`<div class="notice bad"><p><strong>Yanked on ${day(yanked.at)}${yanked.severity !== undefined && `, severity ${yanked.severity}`}.</strong>
${yanked.reason} ${yanked.advisory !== undefined && markup`Advisory: ${outsideLink(yanked.advisory)}.`} It is not chosen any more unless a lock names it already.</p></div>`);
  }
  if (deprecation !== undefined) {
    const { deprecatedAt, removedAt, replacement, reason, alternateVersions } = deprecation;
    notices.push(markup`<div class="notice"><p><strong>Deprecated on ${day(deprecatedAt)}.</strong> ${reason}
${replacement !== undefined && markup`Use ${artifactLink(catalog, from, replacement)} instead.`}
${alternateVersions !== undefined && markup`Versions that will do: ${alternateVersions.join(', ')}.`}
${removedAt !== undefined && markup`It goes away on ${day(removedAt)}.`}</p></div>`);
  }
  if (state.state === 'archived') {
    notices.push(
      markup`<div class="notice"><p><strong>Archived.</strong> It is kept for those who use it and gets no more work.</p></div>`,
    );
  }
  return notices;
}

function artifactLink(catalog: Catalog, from: string, reference: string): HtmlPart {
  const known = catalog.artifacts.get(reference.replace(/@[^/]*$/u, ''));
  return known === undefined
    ? markup`<code>${reference}</code>`
    : link(from, paths.artifactPage(known), reference, 'mono');
}
