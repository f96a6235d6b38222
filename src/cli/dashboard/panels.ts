import type { Diagnostic } from '../../core/index.ts';
import { namespaceGet } from '../../operations/read/namespace-get.ts';
import { namespaceList } from '../../operations/read/namespace-list.ts';
import { registryGet } from '../../operations/read/registry-get.ts';
import { registryList } from '../../operations/read/registry-list.ts';
import { audit } from '../../operations/audit/audit.ts';
import { trustStatus } from '../../operations/trust/trust-status.ts';
import { validate } from '../../operations/validate/validate.ts';
import type { TrustContext } from '../../operations/index.ts';
import { toReport } from '../../report/index.ts';
import type { Block, Report, TableBlock } from '../../report/index.ts';
import { auditView } from '../../report/views/audit-view.ts';
import { namespaceListView } from '../../report/views/namespace-list-view.ts';
import { registryListView } from '../../report/views/registry-list-view.ts';
import { trustStatusView } from '../../report/views/trust-status-view.ts';
import type { Panel, PanelContent, Tone } from './panel.ts';

/** What the dashboard looks at. */
export interface DashboardPlace {
  readonly registry: string | undefined;
  readonly namespace: string | undefined;
  readonly at: string | undefined;
  /** A revision: the signatures of all that differs from it are looked at, those of releases too. */
  readonly changedSince: string | undefined;
}

/** The panels in the order of their keys. Each is an operation and the view of its report; nothing is judged here. */
export function panelsOf(context: TrustContext, place: DashboardPlace): readonly Panel[] {
  return [
    { title: 'Namespaces', load: () => namespaces(context, place) },
    { title: 'Artifacts', load: () => artifacts(context, place) },
    { title: 'Signatures', load: () => signatures(context, place) },
    { title: 'Findings', load: () => findings(context, place) },
    { title: 'History', load: () => history(context, place) },
  ];
}

async function namespaces(context: TrustContext, place: DashboardPlace): Promise<PanelContent> {
  const { data } = await namespaceList.run(context, place);
  return {
    ...counted(data.length, 'plain'),
    table: tableIn(namespaceListView.blocks(data, 'table')),
    open: async (row) =>
      toReport(namespaceGet.id, await namespaceGet.run(context, { ...place, path: data[row]?.path ?? '' })),
  };
}

async function artifacts(context: TrustContext, place: DashboardPlace): Promise<PanelContent> {
  const { data } = await registryList.run(context, place);
  return {
    ...counted(data.length, 'plain'),
    table: tableIn(registryListView.blocks(data, 'table')),
    open: async (row) => {
      const { reference = '', latest = '' } = data[row] ?? {};
      const input = { ...place, reference: `${reference}@${latest}` };
      return toReport(registryGet.id, await registryGet.run(context, input));
    },
  };
}

async function signatures(context: TrustContext, place: DashboardPlace): Promise<PanelContent> {
  const { data } = await trustStatus.run(context, place);
  const rows = data.rows.filter(({ isSigned, refused }) => !isSigned || refused.length > 0);
  const shown = { ...data, rows, tasks: [] };
  return {
    ...counted(rows.length, 'warning'),
    table: tableIn(trustStatusView.blocks(shown, 'wide')),
    open: (row) => {
      const { path } = rows[row] ?? { path: '' };
      const tasks = data.tasks.filter(({ paths }) => paths.includes(path));
      return opened(trustStatusView.blocks({ ...data, rows: rows.slice(row, row + 1), tasks }, 'wide'));
    },
  };
}

/** The faults of the content, and those that the history holds; a registry without git has no history to look at. */
async function findings(context: TrustContext, place: DashboardPlace): Promise<PanelContent> {
  const { registry, at } = place;
  const { diagnostics, data } = await validate.run(context, {
    ...{ registry, at, path: undefined, changedSince: undefined },
  });
  return {
    ...counted(diagnostics.length, data.errors > 0 ? 'error' : 'warning'),
    table: tableOf(diagnostics, 'nothing is wrong'),
    open: (row) => opened([], diagnostics.slice(row, row + 1)),
  };
}

/** The newest first. */
async function history(context: TrustContext, place: DashboardPlace): Promise<PanelContent> {
  const { data } = await audit.run(context, {
    ...{ registry: place.registry, namespace: place.namespace, at: place.at ?? 'HEAD', operations: [] },
    ...{ since: undefined, until: undefined, actor: undefined, after: undefined },
  });
  const events = data.events.toReversed();
  const wide = tableIn(auditView.blocks({ ...data, events }, 'wide'));
  return {
    ...counted(events.length, 'plain'),
    table: tableIn(auditView.blocks({ ...data, events }, 'table')),
    open: (row) => {
      const cells = wide.rows[row] ?? [];
      const fields = wide.columns.map(({ title }, column) => [title, cells[column] ?? ''] as const);
      return opened([{ kind: 'fields', fields }]);
    },
  };
}

function counted(count: number, tone: Tone): Pick<PanelContent, 'count' | 'tone'> {
  return { count, tone: count === 0 ? 'plain' : tone };
}

function opened(blocks: readonly Block[], diagnostics: readonly Diagnostic[] = []): Promise<Report> {
  return Promise.resolve({
    outcome: 'pass',
    diagnostics,
    data: null,
    view: { findings: 'result', blocks: () => blocks },
  });
}

function tableIn(blocks: readonly Block[]): TableBlock {
  const table = blocks.find((block) => block.kind === 'table');
  return table ?? { kind: 'table', columns: [], rows: [], empty: '' };
}

function tableOf(diagnostics: readonly Diagnostic[], empty: string): TableBlock {
  return {
    kind: 'table',
    columns: [
      { title: 'severity' },
      { title: 'code' },
      { title: 'place', canShrink: true },
      { title: 'message', canShrink: true },
    ],
    rows: diagnostics.map(({ severity, code, path, span, message }) => {
      const line = span === undefined ? '' : `:${String(span.start.line)}`;
      return [severity, code, `${path ?? ''}${line}`, message];
    }),
    empty,
  };
}
