import type { ArtifactDiscovery } from '../../../discovery/index.ts';
import type { Dependency } from '../../../manifest/index.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Dependent } from '../../model/dependents.ts';
import { paths } from '../../model/paths.ts';
import type { PublishedArtifact } from '../../model/published-artifact.ts';
import { breakable, markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { hrefOfPart } from '../href.ts';
import { anchor, link } from '../link.ts';
import { counted } from '../pieces.ts';
import { stackedTable } from '../stacked-table.ts';
import type { Cell } from '../stacked-table.ts';

const SHOWN_DEPENDENTS = 200;
/** On the page of a release. */
const SHOWN_NAMES = 40;
const DEPENDENTS_ID = 'needed-by';

/** What a release needs; targets that are shown are linked. */
export function dependencySection(
  catalog: Catalog,
  from: string,
  artifact: PublishedArtifact,
  dependencies: readonly Dependency[],
): Html | undefined {
  if (dependencies.length === 0) return undefined;
  const rows = dependencies.map((dependency): Cell[] => [
    { shown: targetLink(catalog, from, artifact, dependency), className: 'mono' },
    { shown: dependency.range, className: 'mono range' },
    { shown: usedFor(dependency) },
    { shown: remarks(dependency) },
  ]);
  const columns = ['Artifact', 'Range', 'For', 'When and why'];
  return markup`<section><h2>Dependencies</h2>
${stackedTable({ label: 'Dependencies', columns, rows })}</section>`;
}

/** Who needs the artifact itself, and how many need it at any distance. */
export function dependentSection(
  catalog: Catalog,
  from: string,
  artifact: PublishedArtifact,
  farther?: ArtifactDiscovery['dependents'],
): Html | undefined {
  const dependents = catalog.dependents.get(artifact.reference) ?? [];
  if (dependents.length === 0) return undefined;
  const rest = dependents.length - SHOWN_DEPENDENTS;
  const rows = dependents
    .slice(0, SHOWN_DEPENDENTS)
    .map((dependent) => dependentRow(catalog, from, dependent));
  const all = link(from, paths.artifactApi(artifact, 'dependents.json'), counted(rest, 'more', 'more'));
  return markup`<section id="${DEPENDENTS_ID}"><h2>Needed by ${counted(dependents.length, 'artifact')}</h2>
${stackedTable({ label: 'Needed by', columns: ['Artifact', 'Range', 'For'], rows })}
${rest > 0 && markup`<p class="note">And ${all}.</p>`}${farther !== undefined && farther.all > farther.direct && markup`<p class="note">${fartherWords(farther)}</p>`}</section>`;
}

/** Who needs the artifact, for the page of one of its releases: the names alone, which are the same whatever else the
 *  dependents release. */
export function dependentNames(
  catalog: Catalog,
  from: string,
  artifact: PublishedArtifact,
): Html | undefined {
  const dependents = catalog.dependents.get(artifact.reference) ?? [];
  if (dependents.length === 0) return undefined;
  const rest = dependents.length - SHOWN_NAMES;
  const page = hrefOfPart(from, paths.artifactPage(artifact), DEPENDENTS_ID);
  const names = dependents
    .slice(0, SHOWN_NAMES)
    .map(({ artifact: name }) => markup`<li>${artifactLink(catalog, from, name, name)}</li>`);
  return markup`<section><h2>Needed by ${counted(dependents.length, 'artifact')}</h2>
<ul class="names">${names}</ul>
<p class="note">${rest > 0 && markup`And ${counted(rest, 'more', 'more')}. `}${anchor(page, 'Which of their releases, and in what range')}</p></section>`;
}

function fartherWords({ all, isComplete }: ArtifactDiscovery['dependents']): string {
  const count = `${isComplete ? '' : 'At least '}${counted(all, 'artifact')}`;
  return `${count} need it to run or to be built, directly or through others.`;
}

function targetLink(
  catalog: Catalog,
  from: string,
  { namespace }: PublishedArtifact,
  dependency: Dependency,
): HtmlPart {
  return artifactLink(catalog, from, catalog.targets.find(dependency, namespace), dependency.artifact);
}

function remarks({ condition, registry, scope, reason }: Dependency): Html {
  const conditions = Object.entries<readonly string[]>({ ...condition }).map(
    ([name, values]) => `${name} ${values.join(' or ')}`,
  );
  const parts = [
    conditions.length > 0 && markup`<span>On ${conditions.join(', ')}.</span> `,
    registry !== undefined && markup`<span>From ${registry}.</span> `,
    scope !== undefined && markup`<span>In ${scope}.</span> `,
    reason !== undefined && markup`<span>${reason}</span>`,
  ];
  return markup`${parts}`;
}

function dependentRow(catalog: Catalog, from: string, dependent: Dependent): Cell[] {
  const { artifact, version, range } = dependent;
  return [
    { shown: markup`${artifactLink(catalog, from, artifact, artifact)} ${version}`, className: 'mono' },
    { shown: range, className: 'mono range' },
    { shown: usedFor(dependent) },
  ];
}

/** The text, as a link where there is a page of what it means. */
function artifactLink(catalog: Catalog, from: string, reference: string | undefined, text: string): HtmlPart {
  const known = reference === undefined ? undefined : catalog.artifacts.get(reference);
  return known === undefined ? breakable(text) : link(from, paths.artifactPage(known), breakable(text));
}

function usedFor({ type, optional }: Pick<Dependency, 'type' | 'optional'>): string {
  return optional ? `${type}, optional` : type;
}
