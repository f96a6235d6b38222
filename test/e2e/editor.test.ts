import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KINDS, schemaLineFor } from '../../src/manifest/index.ts';
import { LanguageServer } from './language-server.ts';

const SCHEMAS = new URL('../../schemas/', import.meta.url);
const server = new LanguageServer();

/** The line of a manifest that names its schema, with the folder of this checkout in place of the published one. */
function schemaLine(kind: 'Artifact' | 'Namespace'): string {
  return schemaLineFor(kind).replace('https://schemas.hyper-registry.dev/v1/', SCHEMAS.href);
}

function uriOf(name: string): string {
  return pathToFileURL(fileURLToPath(new URL(`../../registry-example/${name}`, import.meta.url))).href;
}

const HEAD = `${schemaLine('Artifact')}
apiVersion: hyper/v1
kind: Artifact
id: 0196a4c2-8f3e-7b1d-a5c6-3e9f2b7d4c80
namespace: org.acme.security
name: nexus-auth
version: "2.1.0"
createdAt: "2026-03-14T09:26:53Z"
metadata:
  description: Signs users in.
`;
const CONTENT = `content:
  digests:
    sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
  uri: https://acme.example/nexus-auth.tgz
`;

beforeAll(async () => {
  await server.initialize();
});

afterAll(() => {
  server.stop();
});

describe('an editor with the yaml-language-server', () => {
  it('underlines nothing in a faultless artifact', async () => {
    const found = await server.open(
      uriOf('fine.yaml'),
      `${HEAD}type: library\n${CONTENT}spec:\n  language: rust\n`,
    );
    expect(found).toEqual([]);
  });

  it('underlines an unknown field and a wrong value, each on its line', async () => {
    const text = `${HEAD}type: libary\n${CONTENT}lables: {}\n`;
    const found = await server.open(uriOf('faults.yaml'), text);
    const lines = text.split('\n');
    const underlined = found.map(({ range }) => lines[range.start.line]?.split(':')[0]);
    expect(underlined).toContain('type');
    expect(underlined).toContain('lables');
    expect(underlined.every((name) => name === 'type' || name === 'lables')).toBe(true);
  });

  it('underlines an unknown field of the spec that goes with the type', async () => {
    const text = `${HEAD}type: library\n${CONTENT}spec:\n  language: rust\n  entryPoint: index.js\n`;
    const found = await server.open(uriOf('spec.yaml'), text);
    expect(found.map(({ range }) => text.split('\n')[range.start.line])).toEqual(['  entryPoint: index.js']);
  });

  it('completes the names of fields at the top, inside metadata and inside the spec of the type', async () => {
    const top = `${HEAD}type: plugin\n${CONTENT}dep\n`;
    await server.open(uriOf('top.yaml'), top);
    expect(await server.complete(uriOf('top.yaml'), top.split('\n').length - 2, 3)).toContain('dependencies');

    const metadata = `${HEAD}  lic\n`;
    await server.open(uriOf('metadata.yaml'), metadata);
    expect(await server.complete(uriOf('metadata.yaml'), metadata.split('\n').length - 2, 5)).toContain(
      'license',
    );

    const spec = `${HEAD}type: plugin\n${CONTENT}spec:\n  runtime: {language: wasm}\n  entry\n`;
    await server.open(uriOf('plugin.yaml'), spec);
    const offered = await server.complete(uriOf('plugin.yaml'), spec.split('\n').length - 2, 7);
    expect(offered).toContain('entryPoint');
    expect(offered).not.toContain('deployment');
  });

  it('completes the values of a field that takes one of a few', async () => {
    const text = `${HEAD}type: \n`;
    await server.open(uriOf('type.yaml'), text);
    const offered = await server.complete(uriOf('type.yaml'), text.split('\n').length - 2, 6);
    for (const type of ['plugin', 'service', 'config', 'template', 'library', 'theme'])
      expect(offered).toContain(type);
  });

  it('follows references between schema files, as in a namespace', async () => {
    const text = `${schemaLine('Namespace')}
apiVersion: hyper/v1
kind: Namespace
path: org.acme
signing:
  threshold: 1
  keys:
    - keyId: sha256:a1e9156054e04fac899ae9f275132cdc07a5dbc4ea2c2ad3a1ffc6e0d253681f
      algorithm: md5
      publicKey: MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
      createdAt: "2026-03-14T09:26:53Z"
`;
    const found = await server.open(uriOf('namespace.yaml'), text);
    expect(found.map(({ range }) => text.split('\n')[range.start.line]?.trim())).toEqual(['algorithm: md5']);
  });
});

describe('the line that names the schema', () => {
  it('names a schema that is there, for every kind', () => {
    const files = new Set(readdirSync(SCHEMAS));
    for (const { kind, schemaFile } of KINDS.values()) {
      expect(files).toContain(schemaFile);
      expect(schemaLineFor(kind)).toMatch(
        /^# yaml-language-server: \$schema=https:\/\/[a-z./-]+\/v1\/[a-z-]+\.schema\.json$/u,
      );
    }
  });
});
