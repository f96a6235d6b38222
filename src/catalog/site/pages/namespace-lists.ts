import type { Catalog } from '../../model/catalog.ts';
import { paginate, paths } from '../../model/paths.ts';
import type { PublishedNamespace } from '../../model/published-namespace.ts';
import type { OutputFile } from '../../output-file.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';
import { pageFile } from '../layout.ts';
import { link } from '../link.ts';
import { pageChip, pageLinks } from '../page-links.ts';
import { artifactCard, counted, trail } from '../pieces.ts';

/** On the page of the namespace; where there is more, all of it has pages of its own. */
const SHOWN = 200;
const A_PAGE = 500;

interface NamespaceList {
  readonly which: 'artifacts' | 'namespaces';
  readonly title: string;
  readonly count: string;
  readonly names: readonly string[];
  /** The cards of a stretch of it, for the page at the path. */
  readonly cards: (from: string, start: number, end: number) => readonly Html[];
}

/** Its artifacts and the namespaces below, as far as there is room for them. */
export function namespaceListSections(
  catalog: Catalog,
  from: string,
  namespace: PublishedNamespace,
): readonly Html[] {
  return listsOf(catalog, namespace).map(({ which, title, count, names, cards }) => {
    const all =
      names.length > SHOWN &&
      markup`<p>${link(from, paths.namespaceMembers(namespace, which, 1), `All ${count}`)}</p>`;
    return markup`<section><h2>${title}</h2><ul class="cards">${cards(from, 0, SHOWN)}</ul>${all}</section>`;
  });
}

/** Pages with all of what has not room on the page of the namespace. */
export function* namespaceMemberPages(
  catalog: Catalog,
  namespace: PublishedNamespace,
): Generator<OutputFile> {
  for (const { which, count, names, cards } of listsOf(catalog, namespace)) {
    if (names.length <= SHOWN) continue;
    const pathOf = (page: number): string => paths.namespaceMembers(namespace, which, page);
    const list = { pathOf, starts: paginate(names, A_PAGE).map(([first = '']) => first) };
    for (const index of list.starts.keys()) {
      const path = pathOf(index + 1);
      const here = [
        link(path, paths.namespacePage(namespace), namespace.segments.at(-1)),
        markup`<span aria-current="page">${which}</span>`,
      ];
      const body = markup`<div class="head namespace">
${trail(catalog, path, namespace.path, here)}
<h1>${namespace.path}</h1>
<ul class="chips"><li>${count}</li>${pageChip(list, index)}</ul></div>
<ul class="cards">${cards(path, index * A_PAGE, (index + 1) * A_PAGE)}</ul>
${pageLinks(path, list, index)}`;
      const title = `${namespace.path}: ${which}${index === 0 ? '' : `, page ${index + 1}`}`;
      const description = `Of ${namespace.path}: ${count}.`;
      yield pageFile(catalog, { path, title, description, api: paths.namespaceApi(namespace), body });
    }
  }
}

function listsOf(catalog: Catalog, namespace: PublishedNamespace): readonly NamespaceList[] {
  const { artifacts } = namespace;
  const children = namespace.children.flatMap((child) => catalog.namespaces.get(child) ?? []);
  const lists: NamespaceList[] = [
    {
      ...{ which: 'artifacts', title: 'Artifacts', count: counted(artifacts.length, 'artifact') },
      names: artifacts.map(({ name }) => name),
      cards: (from, start, end) =>
        artifacts.slice(start, end).map((one) => artifactCard(from, one, one.name)),
    },
    {
      ...{ which: 'namespaces', title: 'Namespaces below', count: counted(children.length, 'namespace') },
      names: children.map(({ path }) => path),
      cards: (from, start, end) => children.slice(start, end).map((one) => namespaceCard(from, one)),
    },
  ];
  return lists.filter(({ names }) => names.length > 0);
}

/** A namespace in a list. */
export function namespaceCard(from: string, namespace: PublishedNamespace): Html {
  const { artifacts, path, record } = namespace;
  const description = record?.manifest.description;
  return markup`<li>${link(from, paths.namespacePage(namespace), path)}
<span class="side">${counted(artifacts.length, 'artifact')}</span>
${description !== undefined && markup`<p>${description}</p>`}</li>`;
}
