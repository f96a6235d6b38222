import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../../src/core/index.ts';

const TESTS = resolve(import.meta.dirname, '../..');
const SOURCES = resolve(TESTS, '../src');
const YAML = 'HYPER_YAML_';
const TABLES = join('core', 'codes');

/** The text of every file below a folder that may name a code. */
function textsBelow(folder: string): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|json)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

/** Codes that stand whole in a text, as a longer code may begin with a shorter one. */
function codesIn(texts: readonly { readonly text: string }[]): Set<string> {
  return new Set(
    texts.flatMap(({ text }) => [...(text.match(/\bHYPER_[A-Z0-9_]+\b/gu) ?? []), ...shortCodesIn(text)]),
  );
}

/** Tables of YAML faults leave out the beginning that all of their codes share, and say so by taking it off. */
function shortCodesIn(text: string): string[] {
  if (!text.includes(`code.replace('${YAML}', '')`)) return [];
  return (text.match(/(?<=')[A-Z][A-Z_]+(?=[' ])/gu) ?? []).map((name) => YAML + name);
}

const tested = codesIn(textsBelow(TESTS));
const used = codesIn(textsBelow(SOURCES).filter(({ file }) => !file.includes(TABLES)));

describe('every code', () => {
  it('stands in one table', () => {
    const rows = readdirSync(join(SOURCES, TABLES))
      .map((name) => readFileSync(join(SOURCES, TABLES, name), 'utf8'))
      .flatMap((text) => [...text.matchAll(/^ {2}(HYPER_[A-Z0-9_]+): \{$/gmu)].map((match) => match[1]));
    expect(rows.filter((row, at) => rows.indexOf(row) !== at)).toEqual([]);
    expect(rows).toHaveLength(Object.keys(CODES).length);
  });

  it('is named by a test', () => {
    expect(Object.keys(CODES).filter((code) => !tested.has(code))).toEqual([]);
  });

  it('is used by the program', () => {
    expect(Object.keys(CODES).filter((code) => !used.has(code))).toEqual([]);
  });

  it('says why and what to do, in sentences', () => {
    for (const [code, { title, explanation, fix }] of Object.entries(CODES)) {
      expect(`${code}: ${title}`).toMatch(/: [a-zA-Z0-9"#]/u);
      expect(explanation).toMatch(/\.$/u);
      expect(fix.length).toBeGreaterThan(5);
    }
  });
});
