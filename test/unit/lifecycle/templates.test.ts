import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateTemplates } from '../../../scripts/generate-templates.ts';
import { findTemplate } from '../../../src/lifecycle/index.ts';
import { fillTemplate } from '../../../src/lifecycle/templates.ts';
import { registryCreate } from '../../../src/operations/index.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { writeFiles } from '../../build/write-files.ts';
import { PLAIN_RELEASE, createWriteWorld } from '../../build/write-world.ts';

const PLAIN = 'registry/README.md';
const NAMES = ['REGISTRY_NAME', 'NAMESPACE_TABLE', 'NAMESPACE_PATH', 'NAMESPACE_FOLDER'];

function filled(value: string): string {
  return fillTemplate(PLAIN, new Map([...NAMES, 'SCHEMA_BASE_URL'].map((name) => [name, value] as const)));
}

describe('a template', () => {
  it.each([
    ['that names its own placeholder', '__REGISTRY_NAME__ __REGISTRY_NAME__'],
    ['that names another one', '__NAMESPACE_TABLE__ __NAMESPACE_TABLE__'],
    ['that names what is not there', '__NO_SUCH_VALUE__'],
    ['that speaks of what was found', "$& $` $' $1 $<name> $$"],
    ['that includes a file', '{{> /etc/passwd}}{% include "/etc/passwd" %}<%- include("/etc/passwd") %>'],
    ['that loops', '{{#each (range 0 1000000000)}}{{this}}{{/each}}'],
  ])('takes a value %s as text, once for each place (T05)', (_what, value) => {
    const mark = '\u0001';
    const places = filled(mark).split(mark);
    expect(places.length).toBeGreaterThan(1);
    expect(filled(value)).toBe(places.join(value));
  });

  it.each(['/etc/passwd', '../../../etc/passwd', 'registry/../../package.json', '__proto__', 'constructor'])(
    'is one of those shipped, and no file: %s (T05)',
    (path) => {
      expect(findTemplate(path)).toBeUndefined();
      expect(() => fillTemplate(path)).toThrow('there is a template');
    },
  );

  it('is no file outside of the folder of templates, by a link neither (T05)', () => {
    const room = temporaryFolder();
    writeFiles(join(room, 'outside'), { secret: 'secret' });
    writeFiles(join(room, 'templates'), { 'a/own.yaml': 'own\n' });
    symlinkSync('/etc/passwd', join(room, 'templates/a/passwd.yaml'));
    symlinkSync(join(room, 'outside'), join(room, 'templates/b'));
    symlinkSync('..', join(room, 'templates/a/round'));
    expect(JSON.parse(generateTemplates(join(room, 'templates')))).toEqual({ 'a/own.yaml': 'own\n' });
  });
});

describe('registry create', () => {
  it.each(['../registry', '../../../etc/passwd', 'config/../plugin', '/etc/passwd', '__proto__'])(
    'begins with a template that is shipped, and with no file: %s (T05)',
    async (type) => {
      const world = createWriteWorld();
      const create = world.refusal(registryCreate, { ...PLAIN_RELEASE, type, name: 'org.acme/form' });
      expect(await create).toBe('HYPER_TEMPLATE_MISSING');
      expect(world.repository.git('status', '--porcelain')).toBe('');
    },
  );

  it('follows no include and no loop in the content of a template (T05)', async () => {
    const world = createWriteWorld();
    const content = join(temporaryFolder(), 'content');
    const files = {
      'loop.hbs': '{{#each (range 0 1000000000)}}{{> loop}}{{/each}}\n',
      'passwd.j2': '{% include "/etc/passwd" %}\n',
    };
    mkdirSync(content);
    writeFiles(content, files);
    const form = { ...PLAIN_RELEASE, type: 'template', content };
    await world.run(registryCreate, { ...form, name: 'org.acme/form' });
    const text = world.text('namespaces/org/acme/form/0.1.0.yaml');
    const inline = /inline: "?([A-Za-z0-9+/=]+)/u.exec(text)?.[1] ?? '';
    const packed = Buffer.from(inline, 'base64').toString('latin1');
    for (const part of Object.values(files)) expect(packed).toContain(part);
    expect(packed).not.toContain('root:');
    expect(packed.length).toBeLessThan(10_240);
    symlinkSync('/etc/passwd', join(content, 'linked.j2'));
    const refused = world.refusal(registryCreate, { ...form, name: 'org.acme/linked' });
    expect(await refused).toBe('HYPER_PACK_UNSAFE');
  });
});
