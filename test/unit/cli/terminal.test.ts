import { describe, expect, test } from 'vitest';
import { peekFlags } from '../../../src/cli/report-options.ts';
import { createLog } from '../../../src/cli/log.ts';
import { ProgressLine } from '../../../src/cli/progress-line.ts';
import { pagerFor } from '../../../src/cli/pager.ts';
import { wantsColour } from '../../../src/cli/terminal.ts';

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { TERM: 'dumb' }, false],
])('on a terminal %s with %j colours are %s', (isTty, env, expected) => {
  expect(wantsColour(isTty, env)).toBe(expected);
});

test.each([
  ['validate --json', { output: undefined, json: true, quiet: false }],
  ['validate --output yaml --quiet', { output: 'yaml', json: false, quiet: true }],
  ['validate --output=github', { output: 'github', json: false, quiet: false }],
  ['validate --output nonsense', { output: undefined, json: false, quiet: false }],
  ['validate -- --json', { output: undefined, json: false, quiet: false }],
])('knows from "%s" how to print an error of parsing it', (line, expected) => {
  expect(peekFlags(line.split(' '))).toEqual(expected);
});

test('draws progress after a moment, not too often, in one line, and wipes it', () => {
  let now = 0;
  let written = '';
  const progress = new ProgressLine(
    (text) => (written += text),
    () => now,
    20,
  );
  progress.update(1, 100, 'files');
  expect(written).toBe('');
  now = 0.5;
  progress.update(50, 100, 'fi\u001Bles\n');
  now = 0.51;
  progress.update(51, 100, 'files');
  expect(written).toBe('\r\u001B[2Kfi\\u{1b}les\\n 50 (…');
  progress.clear();
  progress.clear();
  expect(written.endsWith('…\r\u001B[2K')).toBe(true);
});

describe.each([80, 40])('progress in %i columns', (columns) => {
  test.each<[name: string, total: number, steps: readonly (readonly [number, number])[], expected: string]>([
    ['begins', 100_000, [[1, 500]], 'releases read 500 of 100000 (0 %)'],
    [
      'goes on',
      100_000,
      [
        [1, 500],
        [3, 2500],
      ],
      'releases read 2500 of 100000 (2 %), 1000/s, 2 min left',
    ],
    [
      'is slow',
      4000,
      [
        [1, 10],
        [11, 15],
      ],
      'releases read 15 of 4000 (0 %), 0.5/s, 2 h left',
    ],
    [
      'takes minutes',
      4000,
      [
        [1, 0],
        [11, 100],
      ],
      'releases read 100 of 4000 (2 %), 10/s, 7 min left',
    ],
    [
      'is nearly done',
      4000,
      [
        [1, 0],
        [5, 3999],
      ],
      'releases read 3999 of 4000 (99 %), 1000/s, 1 s left',
    ],
    [
      'has no known end',
      0,
      [
        [1, 0],
        [3, 100],
      ],
      'releases read 100, 50/s',
    ],
    [
      'is more than was said',
      50,
      [
        [1, 0],
        [3, 100],
      ],
      'releases read 100, 50/s',
    ],
    [
      'begins anew',
      4000,
      [
        [1, 4000],
        [3, 100],
      ],
      'releases read 100 of 4000 (2 %)',
    ],
  ])('that %s says what fits', (_name, total, steps, expected) => {
    let now = 0;
    let written = '';
    const progress = new ProgressLine(
      (text) => (written = text),
      () => now,
      columns,
    );
    for (const [at, done] of steps) {
      now = at;
      progress.update(done, total, 'releases read');
    }
    const line = written.replace('\r\u001B[2K', '');
    const shorter = expected.replace(/, [\d.]+\/s/u, '');
    const texts = [expected, shorter, shorter.replace(/ of \d+/u, '')];
    expect(line).toBe(texts.find((text) => text.length < columns));
  });
});

test.each([
  ['', []],
  ['--verbose', ['a']],
  ['--debug', ['a', 'b']],
  ['--trace', ['a', 'b']],
  ['-- --trace', []],
])('with "%s" the log says as much as asked for', (line, expected) => {
  const said: string[] = [];
  const log = createLog(line.split(' '), (text) => said.push(text));
  log.verbose('a');
  log.debug('b');
  expect(said).toEqual(expected.map((text) => `hyper: ${text}\n`));
});

test('a record of the log is one line whatever it says (X10)', () => {
  const said: string[] = [];
  createLog(['--verbose'], (text) => said.push(text)).verbose('a\nhyper: forged\r\u001B[2K');
  expect(said).toEqual(['hyper: a\\nhyper: forged\\u{d}\\u{1b}[2K\n']);
});

const LINES = 'a\n'.repeat(9);

test.each([
  ['less', LINES, 9, {}, /exec less$/u],
  ['nothing, as it fits', LINES, 10, {}, undefined],
  ['nothing, as no terminal takes it', LINES.repeat(99), Infinity, {}, undefined],
  ['less, as a line takes two', `${LINES}${'b'.repeat(21)}\n`, 11, {}, /less$/u],
  ['nothing, as colours take no place', `${LINES}\u001b[31m${'b'.repeat(20)}\u001b[39m\n`, 11, {}, undefined],
  ['that of hyper', LINES, 9, { HYPER_PAGER: 'more', PAGER: 'most' }, /^more$/u],
  ['that of everything', LINES, 9, { HYPER_PAGER: '', PAGER: 'most -s' }, /^most -s$/u],
  ['nothing, as it is cat', LINES, 9, { HYPER_PAGER: 'cat' }, undefined],
  ['nothing, on a dumb terminal', LINES, 9, { TERM: 'dumb' }, undefined],
])('pages with %s', (_, text, rows, environment, expected) => {
  const pager = pagerFor(text, { width: 20, rows }, environment);
  if (expected === undefined) expect(pager).toBeUndefined();
  else expect(pager).toMatch(expected);
});
