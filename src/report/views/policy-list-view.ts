import type { ListedPolicy } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';

/** One policy a row, then every exception: they are shown wherever policies are. */
export const policyListView: View<readonly ListedPolicy[]> = {
  findings: 'talk',
  names: (rows) => rows.map(({ path }) => path),
  blocks(policies, detail) {
    const isWide = detail === 'wide';
    const table: Block = {
      kind: 'table',
      columns: [
        { title: 'policy' },
        { title: 'enforcement' },
        { title: 'from' },
        { title: 'overridden by' },
        ...(isWide ? [{ title: 'rules' }] : []),
        { title: 'description', canShrink: true, drop: 1 },
      ],
      rows: policies.map((one) => [
        one.id,
        one.enforcement,
        one.from ?? 'registry.yaml',
        one.overriddenBy ?? '',
        ...(isWide ? [one.rules.join(', ')] : []),
        one.description ?? '',
      ]),
      empty: 'no policies',
    };
    const exceptions = policies.flatMap(({ id, exceptions: list }) =>
      list.map((one) => [
        id,
        one.target,
        one.hasEnded ? `${one.expiresAt} (ended)` : one.expiresAt,
        one.reason,
      ]),
    );
    return exceptions.length === 0 ? [table] : [table, exceptionsTable(exceptions)];
  },
};

function exceptionsTable(rows: readonly (readonly string[])[]): Block {
  return {
    kind: 'table',
    title: 'Exceptions',
    columns: [
      { title: 'policy' },
      { title: 'lets through' },
      { title: 'until' },
      { title: 'reason', canShrink: true },
    ],
    rows,
    empty: '',
  };
}
