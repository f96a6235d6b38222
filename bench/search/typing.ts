import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildIndex } from '../../src/search/index.ts';
import { loadQueries } from './load-queries.ts';
import { PlainBrowser } from './plain-browser.ts';
import type { PlainPage } from './plain-browser.ts';
import { realDocuments } from './real-documents.ts';
import { Recombined } from './recombined.ts';
import { serveFiles } from './serve-folder.ts';
import { HAS_RESULTS, IS_ANSWERED, KEYS, WATCH_TYPING } from './watch-typing.ts';
import type { WatchedKey } from './watch-typing.ts';

const ROOT = join(import.meta.dirname, '../..');
const BAR_MS = 50;
const KINDS: readonly string[] = ['exact', 'typo', 'words'];
/** Of a page that is not there, or a search that never answers. */
const PATIENCE_MS = 20_000;

const { values: flags } = parseArgs({
  options: {
    documents: { type: 'string', default: '100000' },
    /** Texts of each kind that are typed. */
    texts: { type: 'string', default: '12' },
    /** Between two keys: ten letters a second are fast. */
    pause: { type: 'string', default: '100' },
    seed: { type: 'string', default: '8191' },
  },
});

/** A key of a text of some kind. */
interface Stroke extends WatchedKey {
  readonly kind: string;
}

const folder = process.env['HYPER_REAL_DATA'];
if (folder === undefined) throw new Error('HYPER_REAL_DATA names no folder with the real releases');
const count = Number(flags.documents);
const documents = new Recombined(await realDocuments(folder), count);
const index = new Map([...buildIndex(documents)].map(({ path, bytes }) => [`search/${path}`, bytes]));
const queries = loadQueries(documents, count, Number(flags.texts), Number(flags.seed));
const texts = queries.filter(({ kind }) => KINDS.includes(kind));

const scratch = mkdtempSync(join(tmpdir(), 'hyper-typing-'));
try {
  const site = join(scratch, 'site');
  const words = ['dist/hyper.js', 'build', 'registry-example', '--out', site, '--quiet'];
  execFileSync(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  await measure(site);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The pages and scripts of a built site, with an index of so many documents instead of its own. */
async function measure(site: string): Promise<void> {
  const read = (path: string): Uint8Array | undefined => {
    if (path.startsWith('search/') && path !== 'search/index.html') return index.get(path);
    const file = join(site, path);
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined;
  };
  const { server, address } = await serveFiles(read);
  const browser = new PlainBrowser();
  try {
    const page = await browser.newPage(WATCH_TYPING);
    const strokes: Stroke[] = [];
    for (const { kind, text } of texts) strokes.push(...(await type(page, address, kind, text)));
    print('first time', strokes);
    const again: Stroke[] = [];
    for (const { kind, text } of texts) again.push(...(await type(page, address, kind, text)));
    print('parts in the cache of the browser', again);
  } finally {
    await browser.close();
    server.close();
  }
}

async function type(page: PlainPage, address: string, kind: string, text: string): Promise<Stroke[]> {
  await page.goto(`${address}search/`);
  await until(page, HAS_RESULTS);
  for (const letter of text) {
    await page.press(letter);
    await setTimeout(Number(flags.pause));
  }
  await until(page, IS_ANSWERED);
  const keys = (await page.evaluate(KEYS)) as readonly WatchedKey[];
  return keys.map((key) => ({ ...key, kind }));
}

/** The page's policy lets no text run as code there, so it is asked from outside. */
async function until(page: PlainPage, expression: string): Promise<void> {
  const latest = performance.now() + PATIENCE_MS;
  while ((await page.evaluate(expression)) !== true) {
    if (performance.now() > latest)
      throw new Error(`it never held: ${expression}, ${JSON.stringify(await page.evaluate(KEYS))}`);
    await setTimeout(20);
  }
}

function print(title: string, strokes: readonly Stroke[]): void {
  const answered = strokes.filter(({ inPageMs, drawnMs }) => inPageMs !== null && drawnMs !== null);
  console.log(
    `\n${title}: ${String(count)} documents, ${String(strokes.length)} keys, ${String(answered.length)} answered before the next`,
  );
  console.log('texts | keys | in the page: ms P50 | P95 | drawn: ms P50 | P95');
  for (const kind of [...KINDS, 'all']) {
    const of = answered.filter((one) => kind === 'all' || one.kind === kind);
    const [inPage, drawn] = [of.map((one) => one.inPageMs ?? NaN), of.map((one) => one.drawnMs ?? NaN)];
    const cells = [at(inPage, 0.5), at(inPage, 0.95), at(drawn, 0.5), at(drawn, 0.95)];
    console.log([kind, of.length, ...cells.map((cell) => cell.toFixed(1))].join(' | '));
  }
  const p95 = at(
    answered.map(({ drawnMs }) => drawnMs ?? NaN),
    0.95,
  );
  console.log(`bar: ${String(BAR_MS)} ms at P95: ${p95 < BAR_MS ? 'met' : 'missed'}`);
}

function at(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
