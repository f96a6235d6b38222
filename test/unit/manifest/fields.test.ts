import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../../src/core/index.ts';
import { parseDocument } from '../../../src/document/index.ts';
import { parseManifest } from '../../../src/manifest/index.ts';
import { artifactText, faults, hintOf, parseText } from './parsed.ts';

const SPAN = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } };

const long = (count: number) => 'a'.repeat(count);
const spec = (lines: string, type = 'plugin') =>
  artifactText({ type: `type: ${type}`, spec: `spec:\n${lines}` });

describe('the header of a manifest', () => {
  it.each([
    ['a list', '- hyper/v1\n', ['HYPER_MANIFEST_SHAPE 1:1']],
    ['a single value', 'hyper\n', ['HYPER_MANIFEST_SHAPE 1:1']],
    ['no kind', artifactText({ kind: '' }), ['HYPER_FIELD_MISSING 1:1']],
    ['an unknown kind', artifactText({ kind: 'kind: Artefact' }), ['HYPER_KIND_UNKNOWN 2:7']],
    ['a number for a kind', artifactText({ kind: 'kind: 7' }), ['HYPER_KIND_UNKNOWN 2:7']],
    ['a kind that every object has', artifactText({ kind: 'kind: toString' }), ['HYPER_KIND_UNKNOWN 2:7']],
    [
      'a later format',
      artifactText({ apiVersion: 'apiVersion: hyper/v2' }),
      ['HYPER_API_VERSION_NEWER 1:13'],
    ],
    [
      'a later draft',
      artifactText({ apiVersion: 'apiVersion: hyper/v2beta1' }),
      ['HYPER_API_VERSION_NEWER 1:13'],
    ],
    [
      'another format',
      artifactText({ apiVersion: 'apiVersion: apps/v1' }),
      ['HYPER_API_VERSION_UNKNOWN 1:13'],
    ],
    ['no format', artifactText({ apiVersion: '' }), ['HYPER_FIELD_MISSING 1:1']],
  ])('refuses %s (P17)', (_what, text, expected) => {
    expect(faults(text)).toEqual(expected);
    expect(parseText(text).manifest).toBeUndefined();
  });

  it('says of a later format that hyper is too old, and nothing of fields it cannot know', () => {
    const text = artifactText({ apiVersion: 'apiVersion: hyper/v3', novelty: 'novelty: 1' });
    expect(faults(text)).toEqual(['HYPER_API_VERSION_NEWER 1:13']);
    expect(hintOf(text, 'HYPER_API_VERSION_NEWER')).toBe('upgrade hyper');
  });

  it('guesses the kind that was meant', () => {
    expect(hintOf(artifactText({ kind: 'kind: artifactstate' }), 'HYPER_KIND_UNKNOWN')).toContain(
      '"ArtifactState"',
    );
  });
});

describe('the fields of a manifest', () => {
  it.each([
    ['an unknown field at its key', artifactText({ x: 'colour: red' }), ['HYPER_FIELD_UNKNOWN 11:1']],
    [
      'an unknown field inside a map at its key',
      artifactText({ metadata: 'metadata:\n  description: Signs users in.\n  colour: red' }),
      ['HYPER_FIELD_UNKNOWN 10:3'],
    ],
    [
      'an unknown field of the spec of the type',
      spec('  language: rust', 'library') + '  entry: a\n',
      ['HYPER_FIELD_UNKNOWN 13:3'],
    ],
    [
      'a missing field at its parent',
      artifactText({ metadata: 'metadata:\n  tags: [auth]' }),
      ['HYPER_FIELD_MISSING 8:1'],
    ],
    ['content missing from a library', artifactText({ content: '' }), ['HYPER_FIELD_MISSING 1:1']],
    [
      'a misspelt required field as one fault',
      artifactText({ metadata: 'metadata: {descripton: Signs in.}' }),
      ['HYPER_FIELD_UNKNOWN 8:12'],
    ],
    ['a number for a text', artifactText({ version: 'version: 2' }), ['HYPER_FIELD_TYPE 7:10']],
    [
      'a text for a list',
      artifactText({ metadata: 'metadata: {description: Signs in., tags: auth}' }),
      ['HYPER_FIELD_TYPE 8:42'],
    ],
    ['a list for a map', artifactText({ labels: 'labels: [a]' }), ['HYPER_FIELD_TYPE 11:9']],
    ['nothing for a text', artifactText({ name: 'name: null' }), ['HYPER_FIELD_TYPE 6:7']],
    ['a value that is not in the list', artifactText({ type: 'type: libary' }), ['HYPER_FIELD_VALUE 4:7']],
    ['a number for one of a few texts', artifactText({ type: 'type: 7' }), ['HYPER_FIELD_TYPE 4:7']],
    [
      'a text of the wrong form',
      artifactText({ publisher: 'publisher: {email: nobody}' }),
      ['HYPER_FIELD_PATTERN 11:20'],
    ],
    ['an empty text', artifactText({ metadata: 'metadata: {description: ""}' }), ['HYPER_FIELD_LENGTH 8:25']],
    [
      'a text that is too long',
      artifactText({ publisher: `publisher: {name: ${long(257)}}` }),
      ['HYPER_FIELD_LENGTH 11:19'],
    ],
    [
      'a number out of bounds',
      spec(
        '  runtime: {language: wasm}\n  hooks:\n    - {name: a, event: onSearch, handler: run, priority: 1001}',
      ),
      ['HYPER_FIELD_RANGE 14:58'],
    ],
    [
      'a negative size',
      artifactText({
        content:
          'content: {digests: {sha256: "' + '0'.repeat(64) + '"}, size: -1, uri: "https://a.example/b"}',
      }),
      ['HYPER_FIELD_RANGE 10:104'],
    ],
    [
      'too many entries',
      artifactText({
        metadata: `metadata: {description: Many., tags: [${Array.from({ length: 33 }, (_, i) => `t${i}`).join(', ')}]}`,
      }),
      ['HYPER_FIELD_COUNT 8:38'],
    ],
    [
      'a key of the wrong form',
      artifactText({ labels: 'labels: {"Tier one": x}' }),
      ['HYPER_FIELD_KEY 11:10'],
    ],
    [
      'a key that is too long',
      artifactText({ labels: `labels: {${long(64)}: x}` }),
      ['HYPER_FIELD_KEY 11:10'],
    ],
    [
      'content in two places',
      artifactText({
        content: `content: {digests: {sha256: "${'0'.repeat(64)}"}, uri: "https://a.example/b", path: blobs/sha256/00/00/${'0'.repeat(64)}, size: 1}`,
      }),
      ['HYPER_FIELD_CHOICE 10:1'],
    ],
    [
      'content nowhere',
      artifactText({ content: `content: {digests: {sha256: "${'0'.repeat(64)}"}}` }),
      ['HYPER_FIELD_CHOICE 10:1'],
    ],
    [
      'fields that only the registry writes',
      artifactText({ x: 'downloadCount: 9', y: 'rating: 5' }),
      ['HYPER_FIELD_COMPUTED 11:1', 'HYPER_FIELD_COMPUTED 12:1'],
    ],
    [
      '`latest` stated by an author (I13)',
      artifactText({ x: 'latest: "2.1.0"' }),
      ['HYPER_FIELD_COMPUTED 11:1'],
    ],
  ])('refuses %s', (_what, text, expected) => {
    expect(faults(text)).toEqual(expected);
    expect(parseText(text).manifest).toBeUndefined();
  });

  it.each([
    [
      'an unquoted number',
      artifactText({ version: 'version: 2' }),
      'HYPER_FIELD_TYPE',
      'quote it: version: "2"',
    ],
    [
      'an unquoted truth value',
      artifactText({ name: 'name: true' }),
      'HYPER_FIELD_TYPE',
      'quote it: name: "true"',
    ],
    [
      'a quoted truth value',
      spec('  runtime: {language: wasm}\n  webhookSupport: "yes"'),
      'HYPER_FIELD_TYPE',
      'write webhookSupport: true',
    ],
    [
      'a text where a list is meant',
      artifactText({ metadata: 'metadata: {description: A., tags: auth}' }),
      'HYPER_FIELD_TYPE',
      'write tags: ["auth"]',
    ],
    ['a misspelt field', artifactText({ x: 'lables: {}' }), 'HYPER_FIELD_UNKNOWN', 'did you mean "labels"?'],
    [
      'a field one level too high',
      artifactText({ x: 'license: MIT' }),
      'HYPER_FIELD_UNKNOWN',
      'did you mean "metadata.license"?',
    ],
    [
      'a field of another file',
      artifactText({ x: 'yanked: {}' }),
      'HYPER_FIELD_UNKNOWN',
      'write it in artifact.yaml of the artifact',
    ],
    [
      'a misspelt value',
      artifactText({ type: 'type: libary' }),
      'HYPER_FIELD_VALUE',
      'did you mean "library"?',
    ],
    [
      'a text of the wrong form',
      artifactText({ publisher: 'publisher: {email: nobody}' }),
      'HYPER_FIELD_PATTERN',
      'write for example "platform@acme.example"',
    ],
  ] as const)('gives the corrected text for %s', (_what, text, code, hint) => {
    expect(hintOf(text, code)).toBe(hint);
  });

  it('quotes a number as it was written: 1.10 is not 1.1 (P04)', () => {
    const document = {
      text: 'apiVersion: hyper/v1\nkind: Artifact\nversion: 1.10\n',
      value: { apiVersion: 'hyper/v1', kind: 'Artifact', version: 1.1 },
      locate: (pointer: readonly (string | number)[]) => {
        const offset = pointer[0] === 'version' ? 45 : 0;
        return { start: { line: 3, column: 10, offset }, end: { line: 3, column: 14, offset: offset + 4 } };
      },
    };
    const found = parseManifest(document).diagnostics.find(({ code }) => code === 'HYPER_FIELD_TYPE');
    expect(found?.hint).toBe('quote it: version: "1.10"');
  });

  it('takes fields that begin with x- at the top and in spec, and nowhere else (P17)', () => {
    const text = artifactText({ a: 'x-team: identity', spec: 'spec: {language: rust, x-edition: "2024"}' });
    expect(parseText(text).diagnostics).toEqual([]);
    expect(faults(artifactText({ metadata: 'metadata: {description: A., x-team: b}' }))).toEqual([
      'HYPER_FIELD_UNKNOWN 8:29',
    ]);
  });

  it('finds every fault of a file in one pass, in the order of the text', () => {
    const text = artifactText({
      type: 'type: libary',
      name: 'name: Nexus',
      createdAt: 'createdAt: today',
      x: 'lables: {}',
    });
    expect(faults(text)).toEqual([
      'HYPER_FIELD_VALUE 4:7',
      'HYPER_NAME_UPPER_CASE 6:7',
      'HYPER_TIME_INVALID 9:12',
      'HYPER_FIELD_UNKNOWN 11:1',
    ]);
  });

  it('lists a hundred faults and counts the rest', () => {
    const fields = Array.from({ length: 250 }, (_, index): [string, string] => [
      `f${index}`,
      `field${index}: 1`,
    ]);
    const { diagnostics } = parseText(artifactText(Object.fromEntries(fields)));
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'HYPER_FAULTS_OMITTED', severity: 'info' });
    expect(diagnostics.at(-1)?.message).toContain('150');
  });

  it('does not take inherited properties for fields (P19, P10)', () => {
    const text = '{"apiVersion": "hyper/v1", "kind": "Artifact", "metadata": {"labels": {}}}';
    const value = parseDocument(Buffer.from(text)).document?.value;
    for (const object of [value, isJsonObject(value) ? value['metadata'] : undefined])
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect(faults(artifactText({ x: 'toString: 1', y: 'valueOf: 2' }))).toEqual([
      'HYPER_FIELD_UNKNOWN 11:1',
      'HYPER_FIELD_UNKNOWN 12:1',
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('refuses numbers that are not whole or not safe (P11)', () => {
    const sizes = [1.5, 2 ** 53, Infinity, Number.NaN];
    for (const size of sizes) {
      const value = { apiVersion: 'hyper/v1', kind: 'Lockfile', formatVersion: size };
      const { diagnostics } = parseManifest({ text: '', value, locate: () => SPAN });
      const codes = diagnostics.map(({ code }) => code).filter((code) => code !== 'HYPER_FIELD_MISSING');
      expect(codes.length, String(size)).toBe(1);
      expect(['HYPER_FIELD_TYPE', 'HYPER_FIELD_RANGE']).toContain(codes[0]);
    }
  });

  it('never fetches what a schema inside a manifest refers to (P14)', async () => {
    let hits = 0;
    const server = createServer((_request, response) => {
      hits += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const schema = `{$ref: "http://127.0.0.1:${port}/schema.json"}`;
    expect(parseText(spec(`  runtime: {language: wasm}\n  configSchema: ${schema}`)).diagnostics).toEqual([]);
    await new Promise((resolve) => server.close(resolve));
    expect(hits).toBe(0);
  });

  it('computes no position for a faultless manifest', () => {
    const { document } = parseDocument(new TextEncoder().encode(artifactText()));
    const value = document?.value ?? null;
    const locate = () => {
      throw new Error('asked for a position');
    };
    expect(parseManifest({ text: '', value, locate }).diagnostics).toEqual([]);
  });

  it('shows text of a manifest on one line, with what is hidden made visible (X07)', () => {
    const text = artifactText({ type: 'type: "lib\\nrary\\u202e"' });
    const { document } = parseDocument(new TextEncoder().encode(text));
    const messages = (document === undefined ? [] : parseManifest(document).diagnostics).map(
      ({ message }) => message,
    );
    expect(messages.join('')).not.toMatch(/[\n\u202e]/u);
  });
});
