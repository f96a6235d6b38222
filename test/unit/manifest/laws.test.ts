import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkInnerPath } from '../../../src/manifest/index.ts';
import { checkDigestHex } from '../../../src/manifest/checks/digest-text.ts';
import { checkOutputPath } from '../../../src/manifest/checks/inner-path.ts';
import { checkTimestamp } from '../../../src/manifest/checks/timestamp.ts';
import { checkContactUrl, checkContentUri, checkHttpsUrl } from '../../../src/manifest/checks/url.ts';
import { artifactText, faults, hintOf, parseText } from './parsed.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const sha3 = (text: string) => createHash('sha3-512').update(text).digest('hex');

describe('moments', () => {
  it.each(['2026-03-14T09:26:53Z', '2024-02-29T00:00:00Z', '2000-02-29T23:59:59.999999999Z'])(
    'takes %s',
    (text) => {
      expect(checkTimestamp(text)).toBeUndefined();
    },
  );

  it.each([
    ['2026-02-30T00:00:00Z', 'write a moment such as 2026-03-14T09:26:53Z'],
    ['2025-02-29T00:00:00Z', 'write a moment such as 2026-03-14T09:26:53Z'],
    ['1900-02-29T00:00:00Z', 'write a moment such as 2026-03-14T09:26:53Z'],
    ['2026-13-01T00:00:00Z', 'write a moment such as 2026-03-14T09:26:53Z'],
    ['2026-01-01T24:00:00Z', 'write a moment such as 2026-03-14T09:26:53Z'],
    ['2026-12-31T23:59:60Z', 'write a moment such as 2026-03-14T09:26:53Z'],
    ['2026-03-14', 'write 2026-03-14T00:00:00Z'],
    ['2026-03-14T10:26:53+01:00', 'write 2026-03-14T09:26:53Z'],
    ['2026-03-14T09:26:53', 'write a moment such as 2026-03-14T09:26:53Z'],
    ['14 March 2026', 'write a moment such as 2026-03-14T09:26:53Z'],
    ['2026-03-14T09:26:53Z', undefined],
  ])('tells of %s what would be right', (text, hint) => {
    expect(checkTimestamp(text)?.hint).toBe(hint);
  });

  it('refuses a publication before the creation, whatever the fractions', () => {
    const at = (text: string) => faults(artifactText({ publishedAt: `publishedAt: "${text}"` }));
    expect(at('2026-03-14T09:26:52Z')).toEqual(['HYPER_TIME_ORDER 11:14']);
    expect(at('2026-03-14T09:26:52.999Z')).toEqual(['HYPER_TIME_ORDER 11:14']);
    expect(at('2026-03-14T09:26:53.0Z')).toEqual([]);
    expect(at('2026-03-14T09:26:53Z')).toEqual([]);
  });
});

describe('versions and ids', () => {
  it.each(['v1.0.0', '1.0', '01.0.0', ' 1.0.0', '1.0.0 ', '１.0.0', '1.0.0-', '=1.0.0'])(
    'refuses the version %j (I05)',
    (version) => {
      expect(faults(artifactText({ version: `version: "${version}"` }))).toEqual([
        'HYPER_VERSION_INVALID 7:10',
      ]);
    },
  );

  it.each([
    ['of version 4', '0196a4c2-8f3e-4b1d-a5c6-3e9f2b7d4c80'],
    ['of another variant', '0196a4c2-8f3e-7b1d-c5c6-3e9f2b7d4c80'],
    ['in upper case', '0196A4C2-8F3E-7B1D-A5C6-3E9F2B7D4C80'],
    ['that is too short', '0196a4c2-8f3e-7b1d-a5c6'],
  ])('refuses an id %s', (_what, id) => {
    expect(faults(artifactText({ id: `id: ${id}` }))).toEqual(['HYPER_ID_INVALID 3:5']);
  });
});

describe('licences', () => {
  const license = (text: string) =>
    artifactText({ metadata: `metadata: {description: A., license: "${text}"}` });

  it.each([
    'MIT',
    'MIT OR Apache-2.0',
    '(MIT AND Zlib) OR BSD-3-Clause',
    'MIT or Apache-2.0',
    'GPL-2.0-only WITH Classpath-exception-2.0',
    'LicenseRef-Acme',
  ])('takes %s', (text) => {
    expect(parseText(license(text)).diagnostics).toEqual([]);
  });

  it.each([
    ['apache-2.0', 'write "Apache-2.0"'],
    ['MIT/Apache-2.0', 'write "MIT OR Apache-2.0"'],
    ['Apche-2.0', 'write "Apache-2.0"'],
  ])('refuses %s with the corrected text', (text, hint) => {
    expect(faults(license(text))).toEqual(['HYPER_LICENSE_INVALID 8:38']);
    expect(hintOf(license(text), 'HYPER_LICENSE_INVALID')).toBe(hint);
  });

  it.each(['Proprietary', 'MIT OR', '(MIT', 'MIT WITH Apache-2.0', 'see LICENSE'])('refuses %s', (text) => {
    expect(faults(license(text))).toEqual(['HYPER_LICENSE_INVALID 8:38']);
  });

  it.each([
    ['GPL-3.0', 'write "GPL-3.0-only" or "GPL-3.0-or-later"'],
    ['GPL-2.0+', 'write "GPL-2.0-or-later"'],
    ['MIT OR LGPL-2.1', 'write "LGPL-2.1-only" or "LGPL-2.1-or-later"'],
  ])('warns of the deprecated id in %s and keeps the manifest', (text, hint) => {
    const { manifest, diagnostics } = parseText(license(text));
    expect(manifest).toBeDefined();
    expect(diagnostics).toMatchObject([{ code: 'HYPER_LICENSE_DEPRECATED', severity: 'warning', hint }]);
  });
});

describe('addresses', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>',
    'vbscript:msgbox',
    '//acme.example/x',
    'https:/acme.example',
    'https:acme.example',
    'https:///acme.example',
    'https://user@acme.example/',
    'https://user:secret@acme.example/',
    'https://acme.example\\@evil.example/',
    'https://acme.example/a b',
    'https://acme.example/\n',
    'https://аcme.example/',
    'http://acme.example/',
    'ftp://acme.example/',
    'file:///etc/passwd',
    'https://',
    'https://acme.example/%00',
    '',
  ])('refuses %j as a link (X02)', (text) => {
    expect(checkHttpsUrl(text)?.code).toBe('HYPER_URL_UNSAFE');
    expect(checkContentUri(text)?.code).toBe('HYPER_URL_UNSAFE');
  });

  it('never repeats a password', () => {
    expect(JSON.stringify(checkContentUri('https://alice:hunter2@acme.example/'))).not.toMatch(
      /hunter2|alice/u,
    );
  });

  it.each([
    'https://acme.example',
    'https://acme.example:8443/a/b.tgz?x=1&y=%20#z',
    'https://github.com/acme/a/issues/1',
    'https://a.example/@scope/x',
  ])('takes %s', (text) => {
    expect(checkHttpsUrl(text)).toBeUndefined();
  });

  it('takes mail addresses where they are meant', () => {
    expect(checkContactUrl('mailto:security@acme.example')).toBeUndefined();
    expect(checkContactUrl('mailto:a@b.example?bcc=c@d.example')?.code).toBe('HYPER_URL_UNSAFE');
    expect(checkHttpsUrl('mailto:security@acme.example')?.code).toBe('HYPER_URL_UNSAFE');
  });

  it('takes content from https, oci and s3 and nowhere else (F01)', () => {
    const at = (uri: string) =>
      faults(artifactText({ content: `content: {digests: {sha256: ${'0'.repeat(63)}a}, uri: "${uri}"}` }));
    expect(at('https://acme.example/x.tgz')).toEqual([]);
    expect(at('oci://ghcr.io/acme/x:1.0.0')).toEqual([]);
    expect(at('s3://bucket/x.tgz')).toEqual([]);
    for (const uri of [
      'file:///etc/passwd',
      'http://acme.example/x',
      '../x',
      'oci://user:pw@ghcr.io/x',
      'git://x.example/y',
      's3:///x',
    ]) {
      expect(at(uri), uri).toEqual(['HYPER_CONTENT_URI 10:101']);
    }
  });

  it('refuses an unsafe link of the metadata at its place', () => {
    const text = artifactText({ metadata: 'metadata: {description: A., homepage: "javascript:alert(1)"}' });
    expect(faults(text)).toEqual(['HYPER_URL_UNSAFE 8:39']);
  });
});

describe('paths', () => {
  it.each([
    '../x',
    'a/../../x',
    '..',
    '.',
    './x',
    '/etc/passwd',
    '//host/share',
    '\\\\host\\share',
    'C:\\x',
    'C:x',
    'c:/x',
    '~/x',
    '~root/x',
    'file:///etc/passwd',
    'http://x.example/y',
    'a\\..\\b',
    '%2e%2e/x',
    '%2E%2E%2Fx',
    '..%2fx',
    '%252e%252e/x',
    'a%00b',
    '%7e/x',
    'C:x',
    'a//b',
    'a/',
    '',
  ])('refuses %j (F01, T02)', (text) => {
    expect(checkInnerPath(text)?.code).toBe('HYPER_PATH_OUTSIDE');
    expect(checkOutputPath(text)?.code).toBe('HYPER_PATH_OUTSIDE');
  });

  it.each([
    ['a\u0000b', 'HYPER_PATH_CHARACTER'],
    ['a/.git/config', 'HYPER_PATH_GIT_TWIN'],
    ['a/.GIT/config', 'HYPER_PATH_GIT_TWIN'],
    ['con', 'HYPER_PATH_DEVICE_NAME'],
    ['a/aux.txt', 'HYPER_PATH_DEVICE_NAME'],
    ['-rf', 'HYPER_PATH_EDGE'],
    ['a\u202eb', 'HYPER_PATH_CHARACTER'],
    [`${'a/'.repeat(40)}b`, 'HYPER_PATH_OUTSIDE'],
    ['a'.repeat(1025), 'HYPER_PATH_OUTSIDE'],
  ])('refuses %j with the code of what is wrong with it (F01)', (text, code) => {
    expect(checkInnerPath(text)?.code).toBe(code);
  });

  it('takes plain paths, and placeholders where a template writes, not what climbs beside one (T02)', () => {
    for (const text of ['dist/index.js', 'a', '.eslintrc', 'src/Data/Token.purs'])
      expect(checkInnerPath(text)).toBeUndefined();
    for (const text of ['src/{{serviceName}}.ts', 'src/<%= it.name %>/index.ts'])
      expect(checkOutputPath(text)).toBeUndefined();
    expect(checkOutputPath('{{a}}/../x')?.code).toBe('HYPER_PATH_OUTSIDE');
  });

  it('refuses an entry point outside, at its place', () => {
    const text = artifactText({
      type: 'type: plugin',
      spec: 'spec:\n  runtime: {language: wasm}\n  entryPoint: ../../etc/passwd',
    });
    expect(faults(text)).toEqual(['HYPER_PATH_OUTSIDE 13:15']);
  });
});

describe('digests and content', () => {
  it.each([
    ['upper case', sha256('a').toUpperCase(), sha256('a')],
    ['base64', Buffer.from(sha256('a'), 'hex').toString('base64'), sha256('a')],
    [
      'base64 as package managers write it',
      `sha256-${Buffer.from(sha256('a'), 'hex').toString('base64')}`,
      sha256('a'),
    ],
    ['the algorithm in front', `sha256:${sha256('a')}`, sha256('a')],
    ['an MD5', createHash('md5').update('a').digest('hex'), undefined],
    ['a SHA-1', createHash('sha1').update('a').digest('hex'), undefined],
    ['a digit short', sha256('a').slice(1), undefined],
    ['other letters', 'g'.repeat(64), undefined],
  ])('refuses a digest in %s (I09)', (_what, text, corrected) => {
    const complaint = checkDigestHex(text, 'sha256', 32);
    expect(complaint?.code).toBe('HYPER_DIGEST_FORM');
    expect(complaint?.hint).toBe(corrected === undefined ? undefined : `write "${corrected}"`);
  });

  it('refuses weak digests alone, and a weak one beside a strong one (I09)', () => {
    const at = (digests: string) =>
      faults(artifactText({ content: `content: {digests: {${digests}}, uri: "https://a.example/b"}` }));
    expect(at(`md5: ${'a'.repeat(32)}`)).toEqual(['HYPER_FIELD_MISSING 10:11', 'HYPER_FIELD_UNKNOWN 10:21']);
    expect(at(`sha256: ${sha256('a')}, sha1: ${'a'.repeat(40)}`)).toEqual(['HYPER_FIELD_UNKNOWN 10:95']);
    expect(at(`sha256: ${sha256('a')}, sha3-512: ${sha256('a')}`)).toEqual(['HYPER_DIGEST_FORM 10:105']);
  });

  const inline = (lines: string) => artifactText({ content: `content:\n${lines}` });

  it('takes inline text and base64 that are what they say', () => {
    const text = `  digests:\n    sha256: ${sha256('grüße\n')}\n    sha3-512: ${sha3('grüße\n')}\n`;
    expect(faults(inline(`${text}  size: 8\n  inline: "grüße\\n"`))).toEqual([]);
    const base64 = Buffer.from('grüße\n').toString('base64');
    expect(faults(inline(`${text}  size: 8\n  encoding: base64\n  inline: "${base64}"`))).toEqual([]);
  });

  it.each([
    [
      'another digest',
      `  digests: {sha256: ${sha256('b')}}\n  size: 1\n  inline: a`,
      'HYPER_CONTENT_DIGEST 11:21',
    ],
    [
      'another second digest',
      `  digests: {sha256: ${sha256('a')}, sha3-512: ${sha3('b')}}\n  size: 1\n  inline: a`,
      'HYPER_CONTENT_DIGEST 11:97',
    ],
    [
      'another size',
      `  digests: {sha256: ${sha256('a')}}\n  size: 2\n  inline: a`,
      'HYPER_CONTENT_SIZE 12:9',
    ],
    ['no size', `  digests: {sha256: ${sha256('a')}}\n  inline: a`, 'HYPER_FIELD_MISSING 10:1'],
    [
      'what is not base64',
      `  digests: {sha256: ${sha256('a')}}\n  size: 1\n  encoding: base64\n  inline: "a?b="`,
      'HYPER_CONTENT_ENCODING 14:11',
    ],
    [
      'base64 with stray bits',
      `  digests: {sha256: ${sha256('a')}}\n  size: 1\n  encoding: base64\n  inline: "YR=="`,
      'HYPER_CONTENT_ENCODING 14:11',
    ],
    [
      'an encoding of nothing',
      `  digests: {sha256: ${sha256('a')}}\n  encoding: base64\n  uri: "https://a.example/b"`,
      'HYPER_CONTENT_ENCODING 12:3',
    ],
    [
      'a blob path of another digest',
      `  digests: {sha256: ${sha256('a')}}\n  size: 1\n  path: blobs/sha256/aa/bb/${sha256('b')}`,
      'HYPER_CONTENT_PATH 13:9',
    ],
    [
      'a blob path outside the blobs (F01)',
      `  digests: {sha256: ${sha256('a')}}\n  size: 1\n  path: ../../etc/passwd`,
      'HYPER_CONTENT_PATH 13:9',
    ],
  ])('refuses content with %s', (_what, lines, expected) => {
    expect(faults(inline(lines))).toEqual([expected]);
  });

  it('gives the path that a blob must have', () => {
    const hex = sha256('a');
    const text = inline(`  digests: {sha256: ${hex}}\n  size: 1\n  path: blobs/${hex}`);
    expect(hintOf(text, 'HYPER_CONTENT_PATH')).toBe(
      `write "blobs/sha256/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}"`,
    );
  });
});
