import { lineOf, segmentsOf } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { releasedAt } from '../facts/release-facts.ts';
import type { ReleaseFacts } from '../facts/release-facts.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import type { PublishedArtifact, PublishedVersion } from '../model/published-artifact.ts';
import { stateWordOf } from '../model/version-state.ts';
import { markup } from './html.ts';
import type { Html, HtmlPart } from './html.ts';
import { link } from './link.ts';

/** The type of an artifact with its colour. */
export function typeMark(type: ReleaseFacts['type']): Html {
  return markup`<span class="type ${type}">${type}</span>`;
}

/** What became of a version, in a word. */
export function stateMark(published: PublishedVersion): Html {
  const word = stateWordOf(published);
  return markup`<span class="state ${word}">${word}</span>`;
}

/** A day; the text behind it is exact. */
export function day(timestamp: string): Html {
  return markup`<time datetime="${timestamp}">${timestamp.slice(0, 10)}</time>`;
}

/** `1 release`, `2 releases`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A number with a thin space at every thousand, the same in every locale. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:[0-9]{3})+$)/gu, '\u202f');
}

/** A size as people say it, in binary units. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return unit === 0 ? counted(bytes, 'byte') : `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit] ?? ''}`;
}

/** A list of names and values; what has no value is left out. */
export function factList(rows: readonly (readonly [string, HtmlPart])[], className = 'facts'): Html {
  const shown = rows.filter(
    ([, value]) => value !== undefined && value !== null && value !== false && value !== '',
  );
  return markup`<dl class="${className}">${shown.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** The way down to a namespace; the scope alone may be no namespace. Without anything below, it is where we are. */
export function trail(catalog: Catalog, from: string, namespace: NamespacePath, end: readonly Html[]): Html {
  const lineage = lineOf(namespace);
  const extra = segmentsOf(namespace).length - lineage.length;
  const above = segmentsOf(namespace)
    .slice(0, extra)
    .map((segment) => markup`<span>${segment}</span>`);
  const steps = lineage.map((path) => {
    const label = segmentsOf(path).at(-1);
    const known = catalog.namespaces.get(path);
    if (path === namespace && end.length === 0) return markup`<span aria-current="page">${label}</span>`;
    return known === undefined
      ? markup`<span>${label}</span>`
      : link(from, paths.namespacePage(known), label);
  });
  const items = [...above, ...steps, ...end].map((step) => markup`<li>${step}</li>`);
  return markup`<nav class="trail" aria-label="Where this is"><ol>${items}</ol></nav>`;
}

/** An artifact in a list. */
export function artifactCard(
  from: string,
  artifact: PublishedArtifact,
  label: string = artifact.reference,
): Html {
  const { latest } = artifact;
  return markup`<li>${link(from, paths.artifactPage(artifact), label)}
<span class="side">${latest === undefined ? 'deleted' : markup`${typeMark(latest.type)} · ${latest.version} · ${day(releasedAt(latest))}`}</span>
${latest !== undefined && markup`<p>${latest.description}</p>`}</li>`;
}
