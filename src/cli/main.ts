import { BUILD_ID, ROOT_HELP, ROUTES, VERSION } from './build-constants.ts';
import { openResultOutput } from './result-output.ts';

const words = process.argv.slice(2);
const only = words.length < 2 ? (words[0] ?? '--help') : undefined;
const output = openResultOutput();
const rows = output.rows ?? Infinity;
const asked = Number(process.env['COLUMNS']);
const columns = Number.isInteger(asked) && asked > 0 ? asked : (output.columns ?? 80);

// Three answers need nothing loaded: they are most of what start-up time is judged by.
if (only === '--version' || only === '-v') {
  output.write(`hyper ${VERSION}\n`);
} else if (
  ROOT_HELP !== undefined &&
  columns >= 80 &&
  rows > ROOT_HELP.split('\n').length &&
  (only === '--help' || only === '-h' || only === 'help')
) {
  output.write(ROOT_HELP);
} else {
  void start();
}

async function start(): Promise<void> {
  const worker = BUILD_ID === undefined ? undefined : new URL('./check-worker.mjs', import.meta.url);
  const schemas = new URL(BUILD_ID === undefined ? '../../schemas' : './schemas', import.meta.url);
  const build = { version: VERSION, id: BUILD_ID ?? 'source', worker, schemas };
  if (ROUTES !== undefined) {
    const { runByRoute } = await import('./run-by-route.ts');
    if (await runByRoute(words, build, { routes: ROUTES, bundle: import.meta.url, columns, output })) return;
  }
  const { run } = await import('./run.ts');
  await run(words, build);
}
