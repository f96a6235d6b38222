import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { planComment } from '../../../src/lifecycle/index.ts';
import { PLAIN_PAINT, readReportMarkdown, renderReport, toReport } from '../../../src/report/index.ts';
import type { FormatName } from '../../../src/report/index.ts';
import { parseReport } from '../../../src/operations/forge/parse-report.ts';
import { judgeRichPullRequest } from './rich-pull-request.ts';

const outcome = await judgeRichPullRequest();

async function render(format: FormatName): Promise<string> {
  const options = { format, width: 110, paint: PLAIN_PAINT, isQuiet: false };
  const { stdout, stderr } = await renderReport(toReport('ci', outcome), options);
  expect(stderr).toBe('');
  return stdout;
}

function expectGolden(name: string, text: string): void {
  const file = join(import.meta.dirname, name);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe('the report of one rich pull request', () => {
  it.each<[string, FormatName]>([
    ['report.txt', 'table'],
    ['report-wide.txt', 'wide'],
    ['report.json', 'json'],
    ['report.yaml', 'yaml'],
    ['report.sarif.json', 'sarif'],
    ['annotations.txt', 'github'],
    ['summary.md', 'markdown'],
  ])('is %s, byte for byte', async (file, format) => {
    expectGolden(file, await render(format));
  });

  it('is the comment that is left at the pull request, from the JSON alone', async () => {
    const markdown = await readReportMarkdown(parseReport(await render('json')));
    expect(markdown).toBe(await render('markdown'));
    expectGolden('comment.md', planComment([], markdown).body);
  });

  it('names the rule of each finding and where it is told of', () => {
    const pages = readFileSync(join(import.meta.dirname, '../../../docs/rules.md'), 'utf8');
    for (const { code, rule, docs } of outcome.diagnostics) {
      expect([code, rule]).not.toContain(undefined);
      expect(docs).toBe(`docs/rules.md#${rule ?? ''}`);
      expect(pages).toContain(`\n## ${rule ?? ''}\n`);
    }
  });

  it('has the shape that is published', async () => {
    const file = join(import.meta.dirname, '../../../schemas/output.schema.json');
    const schema = JSON.parse(readFileSync(file, 'utf8')) as { readonly $id: string };
    const ajv = new Ajv2020({ strict: true, strictRequired: false }).addSchema(schema, schema.$id);
    const isOutput = ajv.getSchema(schema.$id);
    const isData = ajv.compile({ $ref: `${schema.$id}#/$defs/ciData` });
    const report = JSON.parse(await render('json')) as { readonly data: Record<string, unknown> };
    expect(isOutput?.(report), JSON.stringify(isOutput?.errors)).toBe(true);
    expect(isData(report.data), JSON.stringify(isData.errors)).toBe(true);
    for (const name of Object.keys(report.data)) {
      const rest = Object.entries(report.data).filter(([other]) => other !== name);
      expect(isData(Object.fromEntries(rest))).toBe(false);
    }
    expect(isData({ ...report.data, more: 1 })).toBe(false);
  });
});
