import { formatLockChange } from '../../lockfile/index.ts';
import type { DepsResolveData, ResolvedRow } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';
import { formatConditions } from './format-conditions.ts';
import { plural } from '../plural.ts';

const SHOWN_CHANGES = 20;

/** What was chosen, and how that differs from what was locked. */
export const depsResolveView: View<DepsResolveData | null> = {
  findings: 'result',
  names: ({ packages }) => packages.map(({ artifact, version }) => `${artifact}@${version}`),
  blocks(data, detail) {
    if (data === null) return [];
    const lines = [summaryOf(data)];
    const shown = detail === 'wide' ? data.changes : data.changes.slice(0, SHOWN_CHANGES);
    lines.push(...shown.map((change) => `  ${formatLockChange(change)}`));
    const hidden = data.changes.length - shown.length;
    if (hidden > 0) lines.push(`  and ${String(hidden)} more: --output wide shows all`);
    for (const { artifact, range, by } of data.leftOut) {
      lines.push(
        `left out, as it is optional: ${artifact} ${range}${by === null ? '' : `, which ${by} would use`}`,
      );
    }
    for (const cycle of data.cycles) lines.push(`a circle: ${cycle.join(' needs ')}`);
    const blocks: Block[] = [{ kind: 'lines', lines }];
    if (detail === 'wide' || data.lock === null) blocks.push(tableOf(data.packages));
    return blocks;
  },
};

function summaryOf({
  subject,
  packages,
  lock,
  isDryRun,
  isWritten,
  changes,
  strategy,
}: DepsResolveData): string {
  const count = plural(packages.length, 'package');
  const how = strategy === 'highest' ? '' : `, by ${strategy}`;
  const found = `${subject} needs ${count}${how}`;
  if (lock === null) return found;
  if (isWritten) return `${found}; wrote ${lock}`;
  if (isDryRun && changes.length > 0) return `${found}; ${lock} would change; nothing was written`;
  return changes.length === 0 ? `${found}; ${lock} stays as it is` : found;
}

function tableOf(packages: readonly ResolvedRow[]): Block {
  return {
    kind: 'table',
    columns: [{ title: 'artifact' }, { title: 'version' }, { title: 'for' }, { title: 'where' }],
    rows: packages.map(({ artifact, version, types, isOptional, conditions }) => [
      artifact,
      version,
      isOptional ? `${types.join(', ')}, optional` : types.join(', '),
      formatConditions(conditions),
    ]),
    empty: 'nothing is needed',
  };
}
