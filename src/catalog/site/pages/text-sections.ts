import type { Catalog } from '../../model/catalog.ts';
import { paths } from '../../model/paths.ts';
import type { PublishedArtifact } from '../../model/published-artifact.ts';
import { hrefOfPart } from '../href.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';
import { anchor } from '../link.ts';

/** The texts beside an artifact, rendered; undefined where there is none. */
export interface ArtifactTexts {
  readonly readme: Html | undefined;
  readonly changelog: Html | undefined;
}

const README_ID = 'readme';
const CHANGELOG_ID = 'changelog';

/** What its README says of an artifact. */
export function readmeSection({ readme }: ArtifactTexts): Html | undefined {
  return readme && markup`<section class="prose" id="${README_ID}" aria-label="README">${readme}</section>`;
}

/** Its changelog, folded: it may be long, and each release says itself what it changed. */
export function changelogSection({ changelog }: ArtifactTexts): Html | undefined {
  return (
    changelog &&
    markup`<section id="${CHANGELOG_ID}"><h2>Changelog</h2><details><summary>Show all of it</summary><div class="prose">${changelog}</div></details></section>`
  );
}

/** Chips that lead from a release to the texts, which are of all releases and stand on the page of the artifact. */
export function textChips(
  { snapshot }: Catalog,
  from: string,
  artifact: PublishedArtifact,
): readonly (Html | undefined)[] {
  const { texts } = snapshot.index;
  return (
    [
      ['README.md', README_ID, 'README'],
      ['CHANGELOG.md', CHANGELOG_ID, 'Changelog'],
    ] as const
  ).map(([file, id, label]) => {
    if (!texts.has(`${artifact.entry.folder}/${file}`)) return undefined;
    return markup`<li>${anchor(hrefOfPart(from, paths.artifactPage(artifact), id), label)}</li>`;
  });
}
