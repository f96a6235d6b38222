import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { BenchCase } from './cases.ts';
import type { FallbackCount } from './count-fallbacks.ts';
import type { Run } from './measure.ts';

const SHORTEST_FLOOR_MS = 5;

/** What came of one case at one size. */
export interface Result {
  readonly benchCase: BenchCase;
  /** Releases; undefined for the example registry. */
  readonly size: number | undefined;
  readonly floor: Run;
  readonly own: Run;
}

/** The ratio that counts for a case. */
export function ratioOf({ benchCase, floor, own }: Result): number {
  return own[benchCase.measure] / floor[benchCase.measure];
}

/** `met`, `missed`, or a dash where no bar holds. */
export function verdictOf(result: Result): string {
  const { bar, barAt, peakBarMb } = result.benchCase;
  if (bar === undefined || (barAt !== undefined && barAt !== result.size)) return '–';
  const isPeakMet = peakBarMb === undefined || result.own.peakMb < peakBarMb;
  return ratioOf(result) <= bar && isPeakMet ? 'met' : 'missed';
}

/** The text of docs/performance-tables.md. */
export function renderReport(
  results: readonly Result[],
  fallbacks: readonly FallbackCount[],
  { runs, args }: { readonly runs: number; readonly args: readonly string[] },
): string {
  const cases = [...new Set(results.map((result) => result.benchCase))];
  return [
    '# Performance: the tables',
    '',
    'Every figure is held against a floor that was measured in the same run, turn by turn with it: times of one machine',
    'say little elsewhere, ratios travel. This page is written by `npm run bench -- --write`; `bench/README.md` says what each',
    'floor is. CPU time counts all processes and threads, git among them, and decides where the work is long, as it',
    'depends less on what else the machine does; wall time decides where starting is most of the work.',
    '',
    `Machine: ${machine()}.`,
    `Medians of ${runs} runs each, of one where it took over half a minute; the peak is the largest resident set of one`,
    'process in any run. `met` and `missed` are said of the bars of the project, at the size they name.',
    '',
    'To repeat it:',
    '',
    '```sh bench',
    'npm ci',
    `HYPER_REAL_DATA=<folder with purescript.jsonl.gz> HYPER_CORPORA=<folder with yaml-test-suite> npm run bench -- ${args.join(' ')}`.trim(),
    '```',
    '',
    'Without `HYPER_REAL_DATA` the registries are made of the releases in `test/fixtures`, copied as often as needed.',
    '',
    'What was measured since, and what it means, is in [performance.md](performance.md).',
    '',
    ...cases.flatMap((benchCase) => section(benchCase, results)),
    '## How often the fast parser gave up',
    '',
    'On texts that people wrote. A text that is refused is refused by the parser with positions, after the fast one.',
    '',
    '| texts | all | fast | fell back | refused |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...fallbacks.map((one) => row([one.collection, one.texts, one.fast, one.fellBack, one.refused])),
    '',
  ].join('\n');
}

function section(benchCase: BenchCase, results: readonly Result[]): string[] {
  const own = results.filter((result) => result.benchCase === benchCase);
  const kind = benchCase.measure === 'cpuMs' ? 'CPU' : 'Wall';
  return [
    `## ${benchCase.title}`,
    '',
    `Floor: ${benchCase.floorTitle}. ${kind} time decides.${barText(benchCase)}`,
    '',
    '| releases | floor wall | floor CPU | floor peak | wall | CPU | peak | wall ratio | CPU ratio | bar |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...own.map((result) =>
      row([
        result.size?.toLocaleString('en') ?? 'example',
        milliseconds(result.floor.wallMs),
        milliseconds(result.floor.cpuMs),
        megabytes(result.floor.peakMb),
        milliseconds(result.own.wallMs),
        milliseconds(result.own.cpuMs),
        megabytes(result.own.peakMb),
        quotient(result.own.wallMs, result.floor.wallMs),
        quotient(result.own.cpuMs, result.floor.cpuMs),
        verdictOf(result),
      ]),
    ),
    '',
  ];
}

function barText({ bar, barAt, peakBarMb }: BenchCase): string {
  if (bar === undefined) return '';
  const place = barAt === undefined ? '' : ` at ${barAt.toLocaleString('en')}`;
  const peak = peakBarMb === undefined ? '' : `, and a peak below ${peakBarMb} MB`;
  return ` Bar${place}: at most ${bar}${peak}.`;
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A dash where the floor is too short to be divided by: the CPU clock counts hundredths of a second. */
function quotient(own: number, floor: number): string {
  return floor < SHORTEST_FLOOR_MS ? '–' : (own / floor).toFixed(2);
}

function milliseconds(value: number): string {
  return value < 10_000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(1)} s`;
}

function megabytes(value: number): string {
  return Number.isFinite(value) ? `${value.toFixed(0)} MB` : '–';
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${model}, ${availableParallelism()} cores, ${memory} GiB, ${process.platform}, Node ${process.version}, ${git}`;
}
