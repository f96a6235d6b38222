import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { highlightText } from '../../../src/document/index.ts';

function joined(text: string): string {
  return highlightText(text)
    .map((piece) => piece.text)
    .join('');
}

it('tells keys, comments and quoted texts apart', () => {
  expect(highlightText('# top\nname: nexus-auth # why\n"a b": \'c\'\nlist:\n  - x\n')).toEqual([
    { kind: 'comment', text: '# top' },
    { kind: 'plain', text: '\n' },
    { kind: 'key', text: 'name' },
    { kind: 'plain', text: ': nexus-auth ' },
    { kind: 'comment', text: '# why' },
    { kind: 'plain', text: '\n' },
    { kind: 'key', text: '"a b"' },
    { kind: 'plain', text: ': ' },
    { kind: 'text', text: "'c'" },
    { kind: 'plain', text: '\n' },
    { kind: 'key', text: 'list' },
    { kind: 'plain', text: ':\n  - x\n' },
  ]);
});

it('loses and adds nothing, whatever the text', () => {
  const unit = fc.constantFrom(
    'a',
    ':',
    ' ',
    '\n',
    '-',
    '#',
    '"',
    "'",
    '{',
    '[',
    ',',
    '|',
    '>',
    '&',
    '*',
    '!',
    '%',
    '\t',
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      expect(joined(text)).toBe(text);
    }),
  );
  const folder = new URL('../../../registry-example/', import.meta.url).pathname;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );
  expect(files.length).toBeGreaterThan(100);
  for (const name of files) {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(joined(text)).toBe(text);
  }
});
