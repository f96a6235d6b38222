import { describe, expect, it } from 'vitest';
import { digestHex } from '../../../src/core/index.ts';
import { ReadNotes } from '../../../src/operations/index.ts';

const REVISION = { commit: 'c', tree: 't', committedAt: 1 };
const PLACE = { askedFolder: '/asked', folder: '/root' };
const BYTES = Buffer.from('text');

describe('what a run has read', () => {
  it('is all that its outcome rests on', () => {
    const notes = new ReadNotes();
    notes.file('/a', BYTES);
    notes.file('/a', Buffer.from('text'));
    notes.file('/b', undefined);
    notes.search({ named: null, path: '/a' });
    notes.place({ path: '/p', real: null, root: '/root' });
    notes.registry(PLACE, REVISION);
    notes.registry(PLACE, REVISION);
    expect(notes.basis({ from: 1, until: null })).toEqual({
      registries: [{ asked: '/asked', folder: '/root', revision: REVISION }],
      files: [
        { path: '/a', digest: digestHex('text') },
        { path: '/b', digest: null },
      ],
      searches: [{ named: null, path: '/a' }],
      places: [{ path: '/p', real: null, root: '/root' }],
      from: 1,
      until: null,
    });
  });

  it.each<[string, (notes: ReadNotes) => void]>([
    [
      'a file changed meanwhile',
      (notes) => {
        notes.file('/a', BYTES);
        notes.file('/a', Buffer.from('other'));
      },
    ],
    [
      'a file came meanwhile',
      (notes) => {
        notes.file('/a', undefined);
        notes.file('/a', BYTES);
      },
    ],
    [
      'another project was found meanwhile',
      (notes) => {
        notes.search({ named: null, path: null });
        notes.search({ named: null, path: '/a' });
      },
    ],
    [
      'a registry lies on another machine',
      (notes) => {
        notes.registry({}, REVISION);
      },
    ],
    [
      'a working tree differs from its commit',
      (notes) => {
        notes.registry(PLACE, { commit: null, tree: null, committedAt: null });
      },
    ],
    [
      'HEAD moved meanwhile',
      (notes) => {
        notes.registry(PLACE, REVISION);
        notes.registry(PLACE, { ...REVISION, commit: 'd' });
      },
    ],
    [
      'something was written',
      (notes) => {
        notes.spoil();
      },
    ],
  ])('is not where %s', (_what, read) => {
    const notes = new ReadNotes();
    read(notes);
    expect(notes.basis()).toBeUndefined();
  });
});
