import { describe, expect, test } from 'vitest';
import { PLAIN_PAINT, renderReport } from '../../../src/report/index.ts';
import type {
  Block,
  FormatName,
  Report,
  ReportDiagnostic,
  ReportOptions,
} from '../../../src/report/index.ts';

const ESC = '\u001B';
const HOSTILE = `a${ESC}]52;c;ZXZpbA==\u0007b\rc\u202Ed\u009B2Je\nf`;

const diagnostic = (changes: Partial<ReportDiagnostic> = {}): ReportDiagnostic => ({
  code: 'HYPER_REVISION_UNKNOWN',
  severity: 'error',
  message: 'expected "x", got "y"',
  path: 'namespaces/org/acme/namespace.yaml',
  span: { start: { line: 3, column: 5, offset: 20 }, end: { line: 3, column: 8, offset: 23 } },
  ...changes,
});

const report = (blocks: readonly Block[], changes: Partial<Report> = {}): Report => ({
  outcome: 'pass',
  diagnostics: [],
  data: null,
  view: { blocks: () => blocks, findings: 'talk' },
  ...changes,
});

const options = (changes: Partial<ReportOptions> = {}): ReportOptions => ({
  format: 'table',
  width: Infinity,
  paint: PLAIN_PAINT,
  isQuiet: false,
  ...changes,
});

const table: Block = {
  kind: 'table',
  columns: [{ title: 'reference' }, { title: 'count', align: 'right' }, { title: 'text', canShrink: true }],
  rows: [
    ['org.acme/one', '7', 'a long description that has to give way'],
    ['lib/b', '12', 'short'],
  ],
  empty: 'nothing',
};

describe('tables', () => {
  test('pad columns, align numbers to the right and cut nothing in a pipe', async () => {
    const { stdout } = await renderReport(report([table]), options());
    expect(stdout).toBe(
      [
        'REFERENCE     COUNT  TEXT',
        'org.acme/one      7  a long description that has to give way',
        'lib/b            12  short',
        '',
      ].join('\n'),
    );
  });

  test.each([37, 40, 60])('fit %i columns by cutting only what may shrink', async (width) => {
    const { stdout } = await renderReport(report([table]), options({ width }));
    const lines = stdout.trimEnd().split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines[1]).toContain('org.acme/one      7  a');
  });

  test('give each row several lines rather than cut a text to nothing', async () => {
    const untitled: Block = { ...table, columns: [...table.columns, { title: '' }] };
    const rows = [['org.acme/one', '7', 'a long description that has to give way', 'ok']];
    const { stdout } = await renderReport(report([{ ...untitled, rows }]), options({ width: 30 }));
    expect(stdout.split('\n')).toEqual([
      'org.acme/one',
      '  count: 7',
      '  text: a long description',
      '  that has to give way',
      '  ok',
      '',
    ]);
  });

  test('say what is missing where there are no rows, unless asked to be quiet', async () => {
    const empty = { ...table, rows: [] };
    expect((await renderReport(report([empty]), options())).stdout).toBe('nothing\n');
    expect((await renderReport(report([empty]), options({ isQuiet: true }))).stdout).toBe('');
  });
});

describe('steps', () => {
  const steps: Block = {
    kind: 'steps',
    head: 'next:',
    steps: [
      { purpose: 'Commit it on a branch, and push that.', command: "git commit -m 'Create org.acme/one'" },
      { purpose: 'Wait.', command: null },
    ],
  };

  test('break purposes and never commands, which one copies', async () => {
    const { stdout } = await renderReport(report([steps]), options({ width: 24 }));
    expect(stdout.split('\n')).toEqual([
      'next:',
      '  Commit it on a branch,',
      '  and push that.',
      "    git commit -m 'Create org.acme/one'",
      '  Wait.',
      '',
    ]);
  });

  test('are nothing where there are none, and a list in markdown', async () => {
    expect((await renderReport(report([{ ...steps, steps: [] }]), options())).stdout).toBe('');
    const { stdout } = await renderReport(report([steps]), options({ format: 'markdown' }));
    expect(stdout).toContain("- Commit it on a branch, and push that. `git commit -m 'Create org.acme/one'`");
    expect(stdout).toContain('- Wait.');
  });
});

describe('fields and lines', () => {
  test('put values under each other and wrap at words', async () => {
    const fields: Block = {
      kind: 'fields',
      fields: [
        ['Name', 'one two three'],
        ['Longer name', 'x'],
      ],
    };
    const { stdout } = await renderReport(report([fields]), options({ width: 22 }));
    expect(stdout).toBe('Name:        one two\n             three\nLonger name: x\n');
  });

  test('stand apart by one empty line', async () => {
    const lines: Block = { kind: 'lines', lines: ['one'] };
    expect((await renderReport(report([lines, { kind: 'lines', lines: [] }, lines]), options())).stdout).toBe(
      'one\n\none\n',
    );
  });
});

describe('findings', () => {
  const findings = [
    diagnostic({ frame: '3 | a: b\n  |    ^', hint: 'write c' }),
    diagnostic({ severity: 'warning', path: 'registry.yaml' }),
  ];

  test('go to stderr, grouped by file, with frame, hint and counts', async () => {
    const rendered = await renderReport(
      report([], { outcome: 'findings', diagnostics: findings }),
      options(),
    );
    expect(rendered.stdout).toBe('');
    expect(rendered.stderr).toBe(
      [
        'namespaces/org/acme/namespace.yaml:3:5 error HYPER_REVISION_UNKNOWN expected "x", got "y"',
        '    3 | a: b',
        '      |    ^',
        '    hint: write c',
        '',
        'registry.yaml:3:5 warning HYPER_REVISION_UNKNOWN expected "x", got "y"',
        '',
        '1 error, 1 warning in 2 files',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['name:日本 )', '        ^', '          ^'],
    ['e\u0301 )', '   ^', '  ^'],
    ['⚡ 日本', '  ^^', '   ^^^^'],
    ['😀 )', '   ^', '   ^'],
  ])('have the caret of a frame where terminals show what it is under: %s', async (line, carets, shown) => {
    const frame = `${line}\n${carets}`;
    const { stderr } = await renderReport(
      report([], { outcome: 'findings', diagnostics: [diagnostic({ frame })] }),
      options(),
    );
    expect(stderr).toContain(`    ${line}\n    ${shown}\n`);
  });

  test('go to stdout where they are the result', async () => {
    const view = { blocks: () => [], findings: 'result' as const };
    const rendered = await renderReport(report([], { diagnostics: findings, view }), options());
    expect(rendered.stderr).toBe('');
    expect(rendered.stdout).toContain('HYPER_REVISION_UNKNOWN');
  });

  test('are errors alone, without counts, when asked to be quiet', async () => {
    const rendered = await renderReport(report([], { diagnostics: findings }), options({ isQuiet: true }));
    expect(rendered.stderr).not.toContain('warning');
    expect(rendered.stderr).not.toContain('1 error,');
  });

  test('of an error that ended the operation show no data', async () => {
    const failed = report([table], { outcome: 'error', diagnostics: [diagnostic()] });
    expect((await renderReport(failed, options())).stdout).toBe('');
  });
});

describe('repository text', () => {
  const blocks: readonly Block[] = [
    { kind: 'lines', lines: [HOSTILE] },
    { kind: 'fields', fields: [['Name', HOSTILE]] },
    { ...table, rows: [[HOSTILE, HOSTILE, HOSTILE]] },
    { ...table, rows: [], empty: HOSTILE },
  ];
  const hostile = diagnostic({ message: HOSTILE, path: HOSTILE, hint: HOSTILE, frame: HOSTILE });
  const all = report(blocks, { outcome: 'findings', diagnostics: [hostile] });

  test.each<FormatName>(['table', 'wide'])('cannot steer a terminal in %s (X07)', async (format) => {
    for (const width of [Infinity, 40]) {
      const { stdout, stderr } = await renderReport(all, options({ format, width }));

      expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/u);
      expect(stdout + stderr).toContain('\\u{1b}');
    }
  });

  test('cannot forge a line of findings (X10)', async () => {
    const forged = diagnostic({ message: 'x\nregistry.yaml:1:1 error HYPER_INTERNAL forged', path: 'a\nb' });
    const { stderr } = await renderReport(report([], { diagnostics: [forged] }), options());
    expect(stderr.split('\n').filter((line) => line.includes('error'))).toHaveLength(2);
    expect(stderr).not.toMatch(/^registry\.yaml/mu);
  });

  test('is exact in JSON and in YAML', async () => {
    const document = { ...all, data: { text: HOSTILE } };
    const json = await renderReport(document, options({ format: 'json' }));
    expect((JSON.parse(json.stdout) as { data: { text: string } }).data.text).toBe(HOSTILE);
    const { parse } = await import('yaml');
    const yaml = await renderReport(document, options({ format: 'yaml' }));
    expect((parse(yaml.stdout) as { data: { text: string } }).data.text).toBe(HOSTILE);
  });
});

describe('narrow terminals', () => {
  const wide: Block = {
    kind: 'table',
    columns: [
      { title: 'reference' },
      { title: 'type', drop: 2 },
      { title: 'count', align: 'right', drop: 1 },
      { title: 'text', canShrink: true, drop: 3 },
    ],
    rows: [['org.acme.platform/gateway', 'service', '7', 'Edge gateway: TLS and token checks']],
    empty: 'there is nothing at all that would fit what was asked for',
  };
  const at = async (width: number, format: 'table' | 'wide' = 'table', block = wide): Promise<string> =>
    (await renderReport(report([block]), options({ width, format }))).stdout;

  test('leave out columns in their order, and say which', async () => {
    expect(await at(55)).toBe(
      'REFERENCE                  TYPE     TEXT\n' +
        'org.acme.platform/gateway  service  Edge gateway: TLS …\n' +
        '(too narrow for: count)\n',
    );
    expect(await at(30)).toBe('REFERENCE\norg.acme.platform/gateway\n(too narrow for: type, count,\ntext)\n');
  });

  test('give each row several lines where no column may go', async () => {
    expect(await at(40, 'wide')).toBe(
      'org.acme.platform/gateway\n  type: service  count: 7\n  text: Edge gateway: TLS and token\n  checks\n',
    );
  });

  test('break what stands in place of rows, and findings with their hints, at words', async () => {
    expect(await at(30, 'table', { ...wide, rows: [] })).toBe(
      'there is nothing at all that\nwould fit what was asked for\n',
    );
    const found = diagnostic({ message: 'one two three four five six', hint: 'write it with other words' });
    const { stderr } = await renderReport(report([], { diagnostics: [found] }), options({ width: 32 }));
    const [, ...rest] = stderr.split('\n');
    expect(Math.max(...rest.map((line) => line.length))).toBeLessThanOrEqual(32);
    expect(stderr).toContain('\n    hint: write it with other\n          words\n');
  });
});
