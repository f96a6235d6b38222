import { segmentsOf } from '../names/namespace-tree.ts';
import type { NamespacePath } from '../names/index.ts';
import type { FacetField } from '../search/index/fields.ts';
import type { SearchPage, SearchResult } from '../search/engine/find-page.ts';
import { element, marked } from './elements.ts';
import type { Child } from './elements.ts';
import { conditionOf, hasCondition } from './facet-condition.ts';

/** What the facets are called on the page, in their order. */
const TITLES: ReadonlyMap<FacetField, string> = new Map([
  ['type', 'Type'],
  ['namespace', 'Namespace'],
  ['tags', 'Tags'],
  ['license', 'Licence'],
  ['state', 'State'],
]);
export const FACETS: readonly FacetField[] = [...TITLES.keys()];
const SHOWN_VALUES = 8;

/** A result as an item of the list. */
export function resultItem(result: SearchResult): HTMLElement {
  const { reference, type, version, state, description, published, highlights } = result;
  const slash = reference.lastIndexOf('/');
  const namespace = reference.slice(0, slash + 1);
  const name = marked(reference.slice(slash + 1), highlights.name);
  const side: Child[] = [element('span', { class: `type ${type}` }, type), ` · ${version}`];
  if (published !== null) side.push(' · ', element('time', { datetime: published }, published.slice(0, 10)));
  if (state !== 'published') side.push(' ', element('span', { class: `state ${state}` }, state));
  return element(
    'li',
    {},
    element('a', { href: pageOf(reference) }, element('span', { class: 'muted' }, namespace), ...name),
    element('span', { class: 'side' }, ...side),
    element('p', {}, ...marked(description, highlights.description)),
  );
}

/** The address of an artifact's page from the search page; every segment is encoded. Pure. */
export function pageOf(reference: string): string {
  const slash = reference.lastIndexOf('/');
  const segments = [...segmentsOf(reference.slice(0, slash) as NamespacePath), reference.slice(slash + 1)];
  return `../artifacts/${segments.map(encodeURIComponent).join('/')}/index.html`;
}

/** The facets as groups of buttons, with counts where those are of all; a button adds its condition to the query or takes it
 *  away. */
export function facetGroups(
  facets: SearchPage['facets'],
  query: string,
  isCounted: boolean,
  toggle: (condition: string) => void,
): HTMLElement[] {
  return facets.flatMap(({ field, values }) => {
    if (values.length === 0) return [];
    const items = values.slice(0, SHOWN_VALUES).map(({ value, count }) => {
      const condition = conditionOf(field, value);
      const button = element(
        'button',
        { type: 'button', 'aria-pressed': String(hasCondition(query, condition)) },
        element('span', {}, value),
        ...(isCounted ? [element('span', { class: 'count' }, String(count))] : []),
      );
      button.dataset['condition'] = condition;
      button.addEventListener('click', () => {
        toggle(condition);
      });
      return element('li', {}, button);
    });
    return [
      element(
        'section',
        { class: 'quiet' },
        element('h2', {}, TITLES.get(field) ?? field),
        element('ul', { class: 'facet' }, ...items),
      ),
    ];
  });
}
