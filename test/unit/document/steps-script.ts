import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import type { Profiler } from 'node:inspector';

// Usage: node steps-script.mjs, with a JSON list of works on stdin; prints a JSON list of their steps. What was compiled
// before counting began is not counted, so the parser is loaded after it, in a process of its own.

/** Texts that are parsed one after the other, each repeated. */
export interface Work {
  readonly texts: readonly string[];
  readonly times: number;
  /** How the texts are written here; UTF-8 where it is not said. */
  readonly encoding?: 'base64';
}

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
const { parseDocument } = await import('../../../src/document/index.ts');

/** How many functions and blocks of code have run since the last time. */
function takeSteps(): number {
  let counts: Profiler.ScriptCoverage[] = [];
  // It answers before `post` returns.
  session.post('Profiler.takePreciseCoverage', (fault, answer) => {
    if (fault !== null) throw new Error(fault.message, { cause: fault });
    counts = answer.result;
  });
  const own = counts.filter(({ url }) => url === import.meta.url).flatMap(({ functions }) => functions);
  return own.flatMap(({ ranges }) => ranges).reduce((sum, { count }) => sum + count, 0);
}

const works = JSON.parse(readFileSync(0, 'utf8')) as readonly Work[];
const steps = works.map(({ texts, times, encoding }) => {
  const all = texts.map((text) => {
    const bytes = Buffer.from(text, encoding);
    return times === 1 ? bytes : Buffer.alloc(bytes.length * times, bytes);
  });
  takeSteps();
  for (const bytes of all) parseDocument(bytes);
  return takeSteps();
});
console.log(JSON.stringify(steps));
