import { expect, it } from 'vitest';
import { notableChanges, shownValue } from '../../../src/registry/index.ts';

it('tells what differs between releases, items of lists one by one, without what always differs', () => {
  const before = {
    id: '1',
    version: '1.0.0',
    metadata: { tags: ['a', 'b'], license: 'MIT' },
    content: { digests: { sha256: 'x' }, size: 1 },
  };
  const after = {
    id: '2',
    version: '2.0.0',
    metadata: { tags: ['b', 'c'] },
    content: { digests: { sha256: 'y' }, size: 2 },
    labels: { 'a/b': 'c' },
  };
  expect(notableChanges(before, after)).toEqual([
    { field: 'content.size', pointer: '/content/size', gone: [1], come: [2] },
    { field: 'labels', pointer: '/labels', gone: [], come: [{ 'a/b': 'c' }] },
    { field: 'metadata.license', pointer: '/metadata/license', gone: ['MIT'], come: [] },
    { field: 'metadata.tags', pointer: '/metadata/tags', gone: ['a'], come: ['c'] },
  ]);
});

it('says nothing of equal ones', () => {
  expect(notableChanges({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toEqual([]);
});

it('shows a value in one line of at most so many units', () => {
  expect(shownValue({ a: 1 }, 10)).toBe('{"a":1}');
  expect(shownValue('x'.repeat(20), 5)).toBe('xxxxx…');
});
