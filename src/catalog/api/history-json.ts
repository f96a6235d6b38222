import type { HistoryPage } from '../model/history-pages.ts';
import { paths } from '../model/paths.ts';
import type { HistorySubject } from '../model/paths.ts';
import { fromApi } from './artifact-json.ts';

/** A page of a history, oldest first (docs/api.md, "Histories"). Pure. */
export function historyJson(subject: HistorySubject, { events, earlier }: HistoryPage): object {
  return {
    formatVersion: 1,
    earlier: earlier === null ? null : fromApi(paths.historyApi(subject, earlier)),
    events: events.map(({ at, operation, target, details, commit, path, by }) => ({
      at,
      operation,
      target,
      details: details === '' ? null : details,
      by,
      commit,
      path,
    })),
  };
}
