import { notableChanges, shownValue } from '../../../registry/index.ts';
import type { NotableChange } from '../../../registry/index.ts';
import type { Catalog } from '../../model/catalog.ts';
import { paths } from '../../model/paths.ts';
import type { PublishedArtifact } from '../../model/published-artifact.ts';
import type { ReleaseView } from '../../model/release-view.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';
import { hrefBetween } from '../href.ts';
import { link } from '../link.ts';
import { formatCount } from '../pieces.ts';
import { stackedTable } from '../stacked-table.ts';

const SHOWN_FIELDS = 40;
const SHOWN_ITEMS = 20;
const SHOWN_UNITS = 240;

/** What a release changed against the one before it, field by field, and the way to any other; nothing where there is no other. */
export function differenceSection(
  catalog: Catalog,
  from: string,
  artifact: PublishedArtifact,
  view: ReleaseView,
  previous: ReleaseView | undefined,
): Html | undefined {
  const current = view.facts.version;
  if (previous === undefined) return firstSection(catalog, from, artifact, current);
  const changes = notableChanges(previous.document, view.document);
  const rest = changes.length - SHOWN_FIELDS;
  const { version } = previous.facts;
  return markup`<section><h2>Since ${link(from, paths.versionPage(artifact, version), version, 'mono')}</h2>
${changes.length === 0 ? markup`<p>Only its content is another.</p>` : differenceTable(changes.slice(0, SHOWN_FIELDS))}
${rest > 0 && markup`<p class="note">And ${formatCount(rest)} more fields.</p>`}
${compareLink(catalog, from, artifact, version, current)}</section>`;
}

/** What is lower than all others can be compared with those above it. */
function firstSection(
  catalog: Catalog,
  from: string,
  artifact: PublishedArtifact,
  version: string,
): Html | undefined {
  const next = artifact.versions.findLast((one) => one.facts !== undefined && one.version !== version);
  if (next === undefined) return undefined;
  return markup`<section><h2>Before this</h2>
<p>Nothing: no release shown here is lower.</p>
${compareLink(catalog, from, artifact, version, next.version)}</section>`;
}

/** References and versions are checked: in an address they need encoding alone. */
function compareLink(
  catalog: Catalog,
  from: string,
  { reference }: PublishedArtifact,
  a: string,
  b: string,
): Html | undefined {
  if (!catalog.scripts.has('compare-page')) return undefined;
  const query = Object.entries({ of: reference, a, b }).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return markup`<p><a href="${hrefBetween(from, paths.comparePage)}?${query.join('&')}">Compare any two releases</a></p>`;
}

function differenceTable(changes: readonly NotableChange[]): Html {
  const rows = changes.map(({ field, gone, come }) => {
    const before = gone
      .slice(0, SHOWN_ITEMS)
      .map((item) => markup`<del>${shownValue(item, SHOWN_UNITS)}</del>`);
    const after = come
      .slice(0, SHOWN_ITEMS)
      .map((item) => markup`<ins>${shownValue(item, SHOWN_UNITS)}</ins>`);
    return [{ shown: field, className: 'mono' }, { shown: markup`${before}${after}` }];
  });
  const columns = ['Field', 'Before and after'];
  return stackedTable({ label: 'What changed', columns, rows, className: 'diff' });
}
