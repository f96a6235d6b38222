import { historyJson } from '../api/history-json.ts';
import type { Catalog } from '../model/catalog.ts';
import { historyPages } from '../model/history-pages.ts';
import type { HistoryPage } from '../model/history-pages.ts';
import { artifactFolder, namespaceFolder, paths } from '../model/paths.ts';
import type { HistorySubject } from '../model/paths.ts';
import { jsonFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { historyPage } from '../site/pages/history-page.ts';
import type { HistoryTitle } from '../site/pages/history-page.ts';
import type { PlanMemory } from './plan-memory.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** The history of the registry, a unit a page, and of each namespace and artifact: only pages with new acts are rendered. */
export function* historyUnits(catalog: Catalog, { context }: PlanMemory): Generator<Unit> {
  const { history } = catalog;
  if (history === undefined) return;
  const unitOf = (id: string, title: Title, pages: readonly HistoryPage[]): Unit => ({
    id,
    key: unitKey([context, id, pages]),
    needs: [],
    render: () => renderHistory(catalog, title, pages),
  });
  for (const page of historyPages(history.all)) {
    yield unitOf(`history:${String(page.number)}`, { subject: 'registry' }, [page]);
  }
  for (const namespace of catalog.namespaces.values()) {
    const events = history.ofNamespaces.get(namespace.path);
    const title = { subject: namespaceFolder(namespace), namespace: namespace.path };
    if (events !== undefined) yield unitOf(`history:${namespace.path}`, title, historyPages(events));
  }
  for (const artifact of catalog.artifacts.values()) {
    const { reference, namespace } = artifact;
    const events = history.ofArtifacts.get(reference);
    const title = { subject: artifactFolder(artifact), namespace, artifact };
    if (events !== undefined) yield unitOf(`history:${reference}`, title, historyPages(events));
  }
}

type Title = HistoryTitle & { readonly subject: HistorySubject };

function* renderHistory(
  catalog: Catalog,
  title: Title,
  pages: readonly HistoryPage[],
): Generator<OutputFile> {
  for (const page of pages) {
    yield historyPage(catalog, title, page);
    yield jsonFile(paths.historyApi(title.subject, page.number), historyJson(title.subject, page));
  }
}
