import { expect, it } from 'vitest';
import { parseNamespacePath } from '../../../../src/names/index.ts';
import type { NamespacePath } from '../../../../src/names/index.ts';
import { bindRegistries } from '../../../../src/operations/deps/bind-registries.ts';

const registry = (
  name: string,
  ...namespaces: string[]
): { name: string; url: string; namespaces?: string[] } => ({
  name,
  url: `https://${name}.example.org`,
  ...(namespaces.length === 0 ? {} : { namespaces }),
});

function namespaceOf(text: string): NamespacePath {
  const parsed = parseNamespacePath(text);
  if (!parsed.ok) throw new Error(parsed.fault.message);
  return parsed.value;
}

it.each([
  ['as they are claimed from the outside in', ['outer', 'inner', 'rest']],
  ['as they are claimed from the inside out', ['rest', 'inner', 'outer']],
])('a namespace is of the registry with the longest claim on it, %s (R01)', (_order, names) => {
  const all = {
    outer: registry('outer', 'org.acme', 'lib.text'),
    inner: registry('inner', 'org.acme.security'),
    rest: registry('rest'),
  };
  const bindings = bindRegistries(names.map((name) => all[name as keyof typeof all]));
  const nameOf = (namespace: string): string | undefined => bindings.registryOf(namespaceOf(namespace))?.name;
  expect(
    [
      'org.acme',
      'org.acme.tools',
      'org.acme.security',
      'org.acme.security.keys',
      'lib.text',
      'org.globex',
    ].map(nameOf),
  ).toEqual(['outer', 'outer', 'inner', 'inner', 'outer', 'rest']);
  expect(bindings.registries.map(({ name }) => name)).toEqual(names);
});

it('a claim is of whole segments, and what nobody claims is of no registry (R01)', () => {
  const bindings = bindRegistries([registry('one', 'org.acme')]);
  expect(bindings.registryOf(namespaceOf('org.acme-labs'))).toBeUndefined();
  expect(bindings.registryOf(namespaceOf('lib.text'))).toBeUndefined();
});

it.each([
  [
    'a namespace',
    [registry('one', 'org.acme'), registry('two', 'lib.text', 'org.acme')],
    'the namespace "org.acme"',
  ],
  [
    'a namespace in two spellings',
    [registry('one', 'orgs/acme'), registry('two', 'org.acme')],
    'the namespace',
  ],
  ['all the rest', [registry('one'), registry('two')], 'all that no other registry has'],
])(
  'two registries that both claim %s are refused, with the names of both (R01)',
  (_what, registries, words) => {
    expect(() => bindRegistries(registries)).toThrow(
      expect.objectContaining({
        code: 'HYPER_PROJECT_REGISTRIES',
        message: expect.stringContaining(words) as string,
      }),
    );
    expect(() => bindRegistries(registries)).toThrow(/^"one" and "two" both have /u);
  },
);
