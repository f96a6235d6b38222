import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  foldName,
  hasConfusables,
  isOfficialLooking,
  isUuidV7,
  parseArtifactName,
  skeletonOf,
} from '../../../src/names/index.ts';

describe('parseArtifactName', () => {
  it.each(['a', '0', 'nexus-auth', 'a1-b2-c3', 'v8', 'x', 'a'.repeat(63), 'search', 'latest', 'undefined'])(
    'accepts %j',
    (name) => {
      expect(parseArtifactName(name)).toEqual({ ok: true, value: name });
    },
  );

  it.each([
    ['Nexus-Auth', 'HYPER_NAME_UPPER_CASE', 'nexus-auth'],
    ['nexus_auth', 'HYPER_NAME_CHARACTER', 'nexus-auth'],
    ['nexus.auth', 'HYPER_NAME_CHARACTER', 'nexus-auth'],
    ['nexus--auth', 'HYPER_NAME_DASHES', 'nexus-auth'],
    ['-rf', 'HYPER_NAME_DASHES', 'rf'],
    ['$(touch x)', 'HYPER_NAME_CHARACTER', 'touch-x'],
    ['a/b', 'HYPER_NAME_CHARACTER', 'a-b'],
    ['@a', 'HYPER_NAME_CHARACTER', 'a'],
    ['n\u0435xus', 'HYPER_NAME_LOOK_ALIKE', 'nexus'],
    ['\uff4eexus', 'HYPER_NAME_LOOK_ALIKE', 'nexus'],
    ['nex\u200dus', 'HYPER_NAME_LOOK_ALIKE', 'nexus'],
    ['caf\u00e9', 'HYPER_NAME_LOOK_ALIKE', 'cafe'],
    ['\u65e5\u672c', 'HYPER_NAME_LOOK_ALIKE', undefined],
    ['', 'HYPER_NAME_EMPTY', undefined],
    ['---', 'HYPER_NAME_DASHES', undefined],
    ['a'.repeat(64), 'HYPER_NAME_TOO_LONG', undefined],
    ['a'.repeat(300), 'HYPER_NAME_TOO_LONG', undefined],
  ])('refuses %j with %s (N01, N02, N05, N08)', (name, code, corrected) => {
    const result = parseArtifactName(name);
    expect(result.ok ? undefined : [result.fault.code, result.fault.corrected]).toEqual([code, corrected]);
  });

  it.each([
    ...[
      'con',
      'CON',
      'prn',
      'nul',
      'com1',
      'lpt9',
      'aux.txt',
      '..',
      '.',
      '.git',
      '.GIT',
      'git~1',
      'node_modules',
    ],
    ...['constructor', '__proto__', 'prototype', 'policies', 'namespace', 'artifact', 'readme', 'changelog'],
    ...['index', 'api', '018f6b1e-0000-7000-8000-000000000000'],
  ])('refuses the reserved name %j (N04)', (name) => {
    const result = parseArtifactName(name);
    expect(result.ok ? undefined : result.fault.code).toBe('HYPER_NAME_RESERVED');
  });

  it('refuses every character that is not ASCII, whatever it looks like (N02)', () => {
    const accepted: string[] = [];
    for (let point = 0x80; point < 0x30000; point += 1) {
      const name = `a${String.fromCodePoint(point)}b`;
      if (parseArtifactName(name).ok) accepted.push(name);
    }
    expect(accepted).toEqual([]);
  });

  it('corrects only to what it accepts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 70 }), (text) => {
        const result = parseArtifactName(text);
        if (result.ok || result.fault.corrected === undefined) return;
        expect(parseArtifactName(result.fault.corrected).ok).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('never lets control or invisible characters into a message', () => {
    const result = parseArtifactName('a\u001b[31m\u202eb');
    expect(result.ok ? '' : result.fault.message).not.toMatch(/[\u0000-\u001f\u202e]/u);
  });
});

describe('foldName', () => {
  it.each([
    ['Nexus_Auth', 'nexus-auth'],
    ['nexus.auth', 'nexusauth'],
    ['a--b', 'ab'],
  ])('brings the twins %j and %j together (N01)', (left, right) => {
    expect(foldName(left)).toBe(foldName(right));
  });

  it.each([
    ['\u0130', '\u0130'],
    ['\u212a', '\u212a'],
    ['\u00df', '\u00df'],
    ['I', 'i'],
  ])('folds %j to %j: ASCII letters only (N07)', (text, folded) => {
    expect(foldName(text)).toBe(folded);
  });

  it('gives the same keys in a Turkish process (N07)', () => {
    const script = `
      import { foldName, foldPath, parseArtifactName, skeletonOf } from './src/names/index.ts';
      const words = ['TITLE', 'I\\u0130i\\u0131', '\\u212aelvin', 'STRASSE', 'stra\\u00dfe'];
      console.log(JSON.stringify(words.map((word) => [foldName(word), foldPath(word), skeletonOf(word), parseArtifactName(word)])));`;
    const read = (locale: string, zone: string): string =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], LANG: locale, LC_ALL: locale, LANGUAGE: locale, TZ: zone },
      });
    const english = read('en_US.UTF-8', 'UTC');
    expect(read('tr_TR.UTF-8', 'Asia/Istanbul')).toBe(english);
    expect(english).toContain('[["title","title","title",');
  });
});

describe('skeletonOf and hasConfusables', () => {
  it.each([
    ['\u0440\u0430\u0443\u0440\u0430l', 'paypal'],
    ['\uff47\uff49\uff54', 'git'],
    ['\ufb01le', 'file'],
    ['na\u00efve', 'naive'],
    ['\ud835\udc27\ud835\udc28\ud835\udc1d\ud835\udc1e', 'node'],
    ['a\u2060b\u00adc\ufeff', 'abc'],
  ])('sees %j as %j (N02)', (text, skeleton) => {
    expect(skeletonOf(text)).toBe(skeleton);
  });

  it.each([
    ...['\u0440aypal', '\u0430\u0440\u0440\u0435', '\uff47it', '\ufb01le', 'a\u200bb', 'a\u202eb'],
    ...['\ud835\udc27ode', 'g\u03bfogle', 'nexus\u00ad'],
  ])('flags the display name %j (N02)', (text) => {
    expect(hasConfusables(text)).toBe(true);
  });

  it.each([
    ...['Nexus Auth', 'Caf\u00e9 M\u00fcller', '\u041f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440'],
    ...[
      '\u03b3\u03b5\u03b9\u03ac \u03c3\u03bf\u03c5',
      '\u65e5\u672c\u8a9e',
      'Nexus \u0434\u043b\u044f \u043c\u0435\u043d\u044f',
    ],
    ...['\ud83d\udc69\u200d\ud83d\udcbb dev \u2764\ufe0f', 'Nexus\u2122 \u2013 auth\u2026', ''],
  ])('does not flag the honest display name %j', (text) => {
    expect(hasConfusables(text)).toBe(false);
  });

  it('makes a skeleton of a skeleton that is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(skeletonOf(skeletonOf(text))).toBe(skeletonOf(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('isUuidV7', () => {
  it.each([
    ['018f6b1e-0000-7000-8000-000000000000', true],
    ['018F6B1E-0000-7000-8000-000000000000', false],
    ['018f6b1e-0000-4000-8000-000000000000', false],
    ['018f6b1e-0000-7000-c000-000000000000', false],
    ['018f6b1e-0000-7000-8000-00000000000', false],
    ['', false],
  ])('says of %j: %s', (text, expected) => {
    expect(isUuidV7(text)).toBe(expected);
  });
});

describe('isOfficialLooking', () => {
  it.each([
    ...[
      'hyper',
      'hyper-auth',
      'Hyper_Auth',
      'auth-hyper',
      'hy-per',
      'h\u0443per',
      'acme-tools',
      'official-hyper-cli',
    ],
  ])('flags %j by the brands it is given (N06)', (name) => {
    expect(isOfficialLooking(name, ['hyper', 'acme'])).toBe(true);
  });

  it.each(['hyperlink', 'superhyper', 'nexus-auth', ''])('leaves %j alone (N06)', (name) => {
    expect(isOfficialLooking(name, ['hyper', 'acme'])).toBe(false);
  });
});
