import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { parseDocument } from '../src/document/index.ts';

/** How the texts of one collection were read. */
export interface FallbackCount {
  readonly collection: string;
  readonly texts: number;
  readonly fast: number;
  /** Read by the positioned parser, because the fast path had a doubt. */
  readonly fellBack: number;
  readonly refused: number;
}

const ROOT = join(import.meta.dirname, '..');

/** Counts over files that people wrote: the example registry, and the YAML test suite where `HYPER_CORPORA` names it. */
export function countFallbacks(): FallbackCount[] {
  const counts = [count('registry-example', yamlFilesIn(join(ROOT, 'registry-example')))];
  const corpora = process.env['HYPER_CORPORA'];
  const suite = corpora === undefined ? '' : join(corpora, 'yaml-test-suite', 'src');
  if (corpora !== undefined && existsSync(suite)) counts.push(count('yaml-test-suite', suiteTexts(suite)));
  return counts;
}

function count(collection: string, texts: readonly Uint8Array[]): FallbackCount {
  const outcomes = texts.map((text) => parseDocument(text));
  const read = outcomes.filter((outcome) => outcome.document !== undefined);
  const fast = read.filter((outcome) => outcome.isFast).length;
  const refused = outcomes.length - read.length;
  return { collection, texts: texts.length, fast, fellBack: read.length - fast, refused };
}

function yamlFilesIn(folder: string): Uint8Array[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(folder, name)));
}

function suiteTexts(folder: string): Uint8Array[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => load(readFileSync(join(folder, name), 'utf8')) as { yaml?: string; skip?: boolean }[])
    .flatMap(({ yaml, skip }) => (yaml === undefined || skip === true ? [] : [Buffer.from(unmask(yaml))]));
}

/** The suite writes invisible characters as visible ones. */
function unmask(text: string): string {
  return text
    .replaceAll('␣', ' ')
    .replaceAll(/—*»/gu, '\t')
    .replaceAll('↵', '')
    .replaceAll('⇔', '\ufeff')
    .replaceAll('←', '\r')
    .replace(/∎\n$/u, '');
}
