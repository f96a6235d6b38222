import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parseDocument, parseFast } from '../../src/document/index.ts';
import { parsePositioned } from '../../src/document/parse-positioned.ts';

interface SuiteCase {
  readonly id: string;
  readonly text: string;
  readonly mustFail: boolean;
  readonly json: string | undefined;
}

interface SuiteEntry {
  readonly yaml?: string;
  readonly fail?: boolean;
  readonly json?: string | null;
  readonly skip?: boolean;
}

const corpora = process.env['HYPER_CORPORA'];
const cases = corpora === undefined ? [] : loadCases(path.join(corpora, 'yaml-test-suite', 'src'));

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

function loadCases(folder: string): SuiteCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const entries = load(readFileSync(path.join(folder, name), 'utf8')) as SuiteEntry[];
      return entries
        .map((entry, index) => ({ entry, id: `${name.slice(0, 4)}/${String(index)}` }))
        .filter(({ entry }) => entry.yaml !== undefined && entry.skip !== true)
        .map(({ entry, id }) => ({
          id,
          text: unmask(entry.yaml ?? ''),
          mustFail: entry.fail === true,
          json: typeof entry.json === 'string' && entry.json !== '' ? unmask(entry.json) : undefined,
        }));
    });
}

function parse(text: string): ReturnType<typeof parseDocument> {
  return parseDocument(Buffer.from(text));
}

describe.skipIf(corpora === undefined)('yaml-test-suite (skipped: HYPER_CORPORA is not set)', () => {
  it('has the whole suite', () => {
    expect(cases.length).toBeGreaterThan(390);
    expect(cases.filter(({ mustFail }) => mustFail).length).toBeGreaterThan(80);
  });

  it('refuses every case that must fail, with a code and a position', () => {
    for (const { id, text } of cases.filter(({ mustFail }) => mustFail)) {
      const { document, diagnostics } = parse(text);
      expect(document, id).toBeUndefined();
      expect(diagnostics[0]?.code, id).toMatch(/^HYPER_YAML_/u);
      expect(diagnostics[0]?.span, id).toBeDefined();
    }
  });

  it('reads the other cases as the suite says, or refuses them with a code', () => {
    const counts = { accepted: 0, fast: 0, refused: 0 };
    const codes = new Map<string, number>();
    for (const { id, text, json } of cases.filter(({ mustFail }) => !mustFail)) {
      const { document, diagnostics, isFast } = parse(text);
      if (document === undefined) {
        counts.refused++;
        const code = diagnostics[0]?.code ?? 'none';
        expect(code, id).toMatch(/^HYPER_YAML_/u);
        codes.set(code, (codes.get(code) ?? 0) + 1);
        continue;
      }
      counts.accepted++;
      if (isFast) counts.fast++;
      if (json !== undefined) expect(document.value, id).toEqual(JSON.parse(json));
    }
    console.log('yaml-test-suite, valid cases:', counts, Object.fromEntries(codes));
    expect(counts.accepted).toBeGreaterThan(80);
  });

  it('reads what it accepts as js-yaml does (P12)', () => {
    for (const { id, text } of cases) {
      const { document } = parse(text);
      if (document !== undefined) expect(document.value, id).toEqual(load(text));
    }
  });

  it('agrees with itself: the fast path accepts nothing that the positioned parser reads otherwise', () => {
    for (const { id, text } of cases) {
      const value = parseFast(text);
      if (value === undefined) continue;
      const positioned = parsePositioned(text);
      expect(positioned.diagnostics, id).toEqual([]);
      expect(positioned.value, id).toEqual(value);
    }
  });
});
