import type { Counts } from './count.ts';

export interface SpeedRow {
  readonly title: string;
  readonly roots: number;
  readonly solved: number;
  /** Ours first. */
  readonly results: readonly { readonly name: string; readonly timesMs: readonly number[] }[];
  /** Peers with another verdict than ours on some root. */
  readonly differing: readonly string[];
}

export interface RegistryRow {
  readonly title: string;
  readonly counts: Counts;
}

/** Of a list in any order. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function speedRows(rows: readonly SpeedRow[]): string {
  const names = rows[0]?.results.map(({ name }) => name) ?? [];
  const head = [
    'universe',
    'with an answer',
    ...names.map((name) => `${name}, P50 / P95 / max ms of processor`),
    'times faster than the fastest peer',
    'verdicts',
  ];
  const lines = rows.map(({ title, roots, solved, results, differing }) => {
    const [own, ...peers] = results;
    const fastest = Math.min(...peers.map(({ timesMs }) => quantile(timesMs, 0.5)));
    const ratio = fastest / quantile(own?.timesMs ?? [], 0.5);
    const cells = names.map((name) => {
      const timesMs = results.find((result) => result.name === name)?.timesMs ?? [];
      if (timesMs.length === 0) return 'not asked';
      return [0.5, 0.95, 1].map((share) => quantile(timesMs, share).toFixed(1)).join(' / ');
    });
    const verdicts = differing.length === 0 ? 'equal' : `differ: ${differing.join(', ')}`;
    return [title, `${solved} of ${roots}`, ...cells, ratio.toFixed(1), verdicts];
  });
  return table([head, ...lines]);
}

export function registryRows(rows: readonly RegistryRow[]): string {
  const head = [
    'registry',
    'artifacts',
    'releases',
    'resolve',
    'do not',
    'largest',
    'largest cycle',
    'most steps',
    'P50 / P95 / max ms',
    'all, s',
  ];
  const lines = rows.map(({ title, counts }) => {
    const { timesMs, artifacts, releases, solved, conflicts, largest, largestCycle, maxWork } = counts;
    const times = [0.5, 0.95, 1].map((share) => quantile(timesMs, share).toFixed(1)).join(' / ');
    const all = timesMs.reduce((sum, time) => sum + time, 0) / 1000;
    const numbers = [artifacts, releases, solved, conflicts.size, largest, largestCycle, maxWork];
    return [title, ...numbers.map((number) => number.toLocaleString('en')), times, all.toFixed(1)];
  });
  return table([head, ...lines]);
}

function table([head = [], ...lines]: readonly (readonly string[])[]): string {
  const rows = [head, head.map(() => '---'), ...lines];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
