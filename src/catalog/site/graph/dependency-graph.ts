import type { Catalog } from '../../model/catalog.ts';
import type { Neighbourhood } from '../../model/neighbourhood.ts';
import { paths } from '../../model/paths.ts';
import { hrefBetween } from '../href.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';
import { link } from '../link.ts';
import { counted } from '../pieces.ts';
import { BOX_HEIGHT, MAX_LABEL_UNITS, layOut } from './lay-out.ts';
import type { Box, Layout } from './lay-out.ts';

const SECTION_ID = 'around';
const PICTURE_ID = 'picture';
/** A wider picture is seen in part; about what the column has room for. */
const COLUMN_WIDTH = 720;

/** The picture of what an artifact needs and what needs it, with the same as a list; nothing where it stands alone. */
export function dependencyGraph(catalog: Catalog, from: string, around: Neighbourhood): Html | undefined {
  if (around.edges.length === 0) return undefined;
  const layout = layOut(around);
  const isWide = layout.width > COLUMN_WIDTH;
  return markup`<section id="${SECTION_ID}"><h2>How it hangs together</h2>
${isWide && markup`<p class="small"><a href="#${PICTURE_ID}">The picture in the whole window</a></p>`}
<div id="${PICTURE_ID}" class="wide graph" role="region" aria-label="Dependency graph" tabindex="0">
${isWide && markup`<a class="back" href="#${SECTION_ID}">Back to the page</a>`}
<svg width="${layout.width}" height="${layout.height}" viewBox="0 0 ${layout.width} ${layout.height}" role="group" aria-label="${summaryOf(around)}">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
<g class="edges" marker-end="url(#arrow)" aria-hidden="true">${layout.lines.map((points) => markup`<path d="${curveOf(points)}"/>`)}</g>
${layout.boxes.map((box) => boxOf(catalog, from, around, box))}
</svg></div>
${leftOutNote(around)}
<details><summary>The same as a list</summary>${listOf(catalog, from, around)}</details></section>`;
}

function summaryOf({ centre, edges }: Neighbourhood): string {
  const needs = edges.filter(([one]) => one === centre).length;
  const needed = edges.filter(([, one]) => one === centre).length;
  return `${centre} needs ${counted(needs, 'artifact')} and is needed by ${counted(needed, 'artifact')} here`;
}

/** A line through the points: straight where they are level, else a curve that starts and ends level. */
function curveOf(points: Layout['lines'][number]): string {
  const [first = { x: 0, y: 0 }, ...rest] = points;
  let text = `M${first.x} ${first.y}`;
  let last = first;
  for (const point of rest) {
    const middle = Math.round((last.x + point.x) / 2);
    text +=
      point.y === last.y ? `H${point.x}` : `C${middle} ${last.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    last = point;
  }
  return text;
}

function boxOf(catalog: Catalog, from: string, { centre }: Neighbourhood, box: Box): Html {
  const { reference, left, top, width } = box;
  const slash = reference.lastIndexOf('/');
  const known = catalog.artifacts.get(reference);
  const inside = markup`<title>${reference}</title><rect class="box ${known?.latest?.type}" x="${left}" y="${top}" width="${width}" height="${BOX_HEIGHT}" rx="3"/>
<text class="place" x="${left + 11}" y="${top + 16}">${cut(reference.slice(0, slash))}</text><text x="${left + 11}" y="${top + 32}">${cut(reference.slice(slash + 1))}</text>`;
  if (known === undefined || reference === centre) return markup`<g class="here">${inside}</g>`;
  return markup`<a href="${hrefBetween(from, paths.artifactPage(known))}">${inside}</a>`;
}

function cut(text: string): string {
  return text.length <= MAX_LABEL_UNITS ? text : `${text.slice(0, MAX_LABEL_UNITS - 1)}…`;
}

function leftOutNote({ leftOut: { needs, dependents } }: Neighbourhood): Html | undefined {
  if (needs + dependents === 0) return undefined;
  const words = [
    ...(needs > 0 ? [`${counted(needs, 'line')} to what it needs further away`] : []),
    ...(dependents > 0 ? [counted(dependents, 'more dependent')] : []),
  ];
  return markup`<p class="note">Not drawn: ${words.join(', and ')}.</p>`;
}

/** An artifact is linked where it is named first: the way through the links is as long as there are artifacts. */
function listOf(catalog: Catalog, from: string, { nodes, edges }: Neighbourhood): Html {
  const linked = new Set<string>();
  const name = (reference: string): Html => {
    const known = linked.has(reference) ? undefined : catalog.artifacts.get(reference);
    linked.add(reference);
    return known === undefined ? markup`${reference}` : link(from, paths.artifactPage(known), reference);
  };
  const items = nodes.flatMap((one) => {
    const needs = edges.filter(([source]) => source === one);
    if (needs.length === 0) return [];
    const source = name(one);
    const targets = needs.map(([, target], index) => markup`${index > 0 && ', '}${name(target)}`);
    return markup`<li>${source} needs ${targets}</li>`;
  });
  return markup`<ul class="needs">${items}</ul>`;
}
