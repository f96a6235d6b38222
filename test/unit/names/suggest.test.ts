import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, suggest } from '../../../src/names/index.ts';

describe('suggest', () => {
  it.each([
    ['valdiate', ['validate', 'build', 'init'], ['validate']],
    ['Validate', ['validate'], ['validate']],
    ['serch', ['search', 'serve', 'perch'], ['perch', 'search', 'serve']],
    ['get', ['list', 'set', 'got', 'create'], ['got', 'set']],
    ['xyz', ['validate'], []],
    ['', ['a'], []],
    ['a'.repeat(400_000), ['a'], []],
  ])('suggests for %j', (word, candidates, expected) => {
    expect(suggest(word, candidates)).toEqual(expected);
  });

  it('gives at most as many as asked for, each once', () => {
    expect(suggest('name1', ['name2', 'name3', 'name2', 'name4', 'name5'], 2)).toEqual(['name2', 'name3']);
  });
});

describe('editDistance', () => {
  it.each([
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['', 'abc', 3],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('counts %j to %j as %i', (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
  });

  it('is symmetric, and one edit costs at most one', () => {
    const words = fc.stringMatching(/^[abc]{0,8}$/u);
    fc.assert(
      fc.property(words, words, fc.nat(8), (left, right, at) => {
        expect(editDistance(left, right)).toBe(editDistance(right, left));
        expect(editDistance(left, `${left.slice(0, at)}z${left.slice(at)}`)).toBe(1);
      }),
    );
  });
});
