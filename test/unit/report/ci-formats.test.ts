import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../../src/core/index.ts';
import type { Code } from '../../../src/core/index.ts';
import { PLAIN_PAINT, renderReport } from '../../../src/report/index.ts';
import type { FormatName, Report, ReportDiagnostic } from '../../../src/report/index.ts';

const SCHEMA_FILE = join(import.meta.dirname, '../../fixtures/sarif/sarif-2.1.0.schema.json');

/** The published schema of SARIF 2.1.0 is of draft 4: what the validator here does not know of it is said in its own words. */
function sarifValidator(): (value: unknown) => string {
  const text = readFileSync(SCHEMA_FILE, 'utf8')
    .replace('"$schema": "http://json-schema.org/draft-04/schema#",', '')
    .replace('"id": "https://raw', '"$id": "https://raw');
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(JSON.parse(text) as object);
  return (value) => (validate(value) ? '' : ajv.errorsText(validate.errors));
}

const isValidSarif = sarifValidator();

const HOSTILE = [
  '@octocat @acme/team',
  '```\n# Approved by the maintainers\n```',
  '<!-- hyper --><script>alert(1)</script><img src=x onerror=alert(1)>',
  '[click](https://evil.test) ![x](https://evil.test/x.png) https://evil.test www.evil.test',
  '| a | b |\\| c',
  '"quoted" `code` "un`closed',
  '::error file=x::fake\r\n::set-output name=a::b %0A',
  '\u001b]8;;https://evil.test\u0007link\u202e\u0000',
  '#1 GH-1 acme/registry#1 :tada: 0123456789abcdef0123456789abcdef01234567',
  '{0} [text](1) \\',
  '- item\n1. item\n===\n',
];

function reportOf(texts: readonly string[], path = 'namespaces/org/acme/x/1.0.0.yaml'): Report {
  const diagnostics = texts.map((message): ReportDiagnostic => {
    const span = { start: { line: 3, column: 2, offset: 9 }, end: { line: 3, column: 2, offset: 9 } };
    return { code: 'HYPER_VERSION_LOW', severity: 'error', message, hint: message, path, span };
  });
  return { outcome: 'findings', diagnostics, data: null, view: undefined, prefix: 'registry/' };
}

async function render(report: Report, format: FormatName): Promise<string> {
  const { stdout } = await renderReport(report, { format, width: 100, paint: PLAIN_PAINT, isQuiet: false });
  return stdout;
}

describe('SARIF (X08)', () => {
  it('cuts no escape of a long text in two', async () => {
    for (const length of [4093, 4094, 4095, 4096]) {
      const log = JSON.parse(await render(reportOf([`${'x'.repeat(length)}[text](1)`]), 'sarif')) as {
        runs: { results: { message: { text: string } }[] }[];
      };
      const text = log.runs[0]?.results[0]?.message.text ?? '';
      expect(text.length).toBeLessThanOrEqual(4097);
      expect(text).toMatch(/…$/u);
      expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\…$/u);
    }
  });

  it('is valid against the published schema, with every code and hostile texts and paths', async () => {
    const codes = (Object.keys(CODES) as Code[]).map((code): ReportDiagnostic => ({
      code,
      severity: 'warning',
      message: code,
    }));
    expect(isValidSarif(JSON.parse(await render({ ...reportOf([]), diagnostics: codes }, 'sarif')))).toBe('');
    for (const path of ['../../etc/passwd', '/etc/passwd', 'a b/ü?#%.yaml', 'javascript:alert(1)', 'C:\\x']) {
      const log = JSON.parse(await render(reportOf(HOSTILE, path), 'sarif')) as {
        runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[];
      };
      expect(isValidSarif(log)).toBe('');
      const uri = log.runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri ?? '';
      expect(uri).toMatch(/^registry\/[A-Za-z0-9._~%/-]+$/u);
      expect(uri.split('/')).not.toContain('..');
    }
  });

  it('refuses what is none, so that the check above can fail', () => {
    expect(isValidSarif({ version: '2.1.0', runs: [{ tool: {} }] })).not.toBe('');
  });

  it('takes no text for a link, and no more results than code scanning does', async () => {
    expect(await render(reportOf(['see [here](1)']), 'sarif')).toContain('see \\\\[here\\\\](1)');
    const log = JSON.parse(
      await render(reportOf(Array.from({ length: 5100 }, (_, at) => `fault ${at}`)), 'sarif'),
    ) as { runs: { results: unknown[]; invocations: unknown[] }[] };
    expect(isValidSarif(log)).toBe('');
    expect([log.runs[0]?.results.length, JSON.stringify(log.runs[0]?.invocations)]).toEqual([
      5000,
      expect.stringContaining('100 more findings'),
    ]);
  });
});

describe('Markdown (X06)', () => {
  it.each(HOSTILE)('lets nothing of %j out of its cell', async (text) => {
    const markdown = await render(reportOf([text]), 'markdown');
    const rows = markdown.split('\n').filter((line) => line.startsWith('| error'));
    expect(rows).toHaveLength(1);
    const plain = (rows[0] ?? '').replace(/(`+)[^`][\s\S]*?\1/gu, '').replaceAll('<br>', '');
    expect(plain).not.toMatch(/[<[\]!]|@[A-Za-z]|https?:\/\/|www\.[a-z]|#[0-9](?![0-9]*;)|\b[0-9a-f]{40}\b/u);
    expect(rows[0]?.match(/(?<!\\)\|/gu)).toHaveLength(5);
    expect(markdown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/u);
  });

  it('stays below what a comment may have, however much there is to say', async () => {
    const markdown = await render(
      reportOf(Array.from({ length: 3000 }, (_, at) => `fault ${at} ${'x'.repeat(200)}`)),
      'markdown',
    );
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toMatch(/more parts are left out/u);
  });
});

describe('annotations (C03)', () => {
  it.each(HOSTILE)('keep %j in one line of one command', async (text) => {
    const lines = (await render(reportOf([text]), 'github')).split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^::error file=registry\/namespaces\/org\/acme\/x\/1\.0\.0\.yaml,line=3,col=2,/u,
    );
    expect(lines[0]).not.toMatch(/[\r\n]/u);
  });
});
