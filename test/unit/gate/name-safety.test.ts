import { describe, expect, it } from 'vitest';
import { readImitations } from '../../../bench/names/known-imitations.ts';
import { measureAlarms, measureRecall, realNames } from '../../../bench/names/measure-names.ts';
import { checkNameSegment } from '../../../src/names/name-segment.ts';

const FOLDER = process.env['HYPER_REAL_DATA'];
const WHY = FOLDER === undefined ? ' (skipped: HYPER_REAL_DATA is not set)' : '';

/** The figures that docs/gate.md gives. */
describe('names that are made to be taken for others (N03)', () => {
  const imitations = readImitations();

  it('are names that this registry would take but for the likeness', () => {
    const refused = imitations.filter(({ name, imitated }) =>
      [name, imitated].some((one) => checkNameSegment(one) !== undefined),
    );
    expect(refused).toEqual([]);
    expect(new Set(imitations.map(({ name, imitated }) => `${name} ${imitated}`)).size).toBe(
      imitations.length,
    );
  });

  it('are found, of known ones, in six out of seven cases', () => {
    const all = measureRecall(imitations, []).get('all');
    expect([all?.hits, all?.of]).toEqual([154, 180]);
  });

  it.skipIf(FOLDER === undefined)(`are found among the names of real registries${WHY}`, () => {
    const others = ['purescript', 'bcr'].flatMap((name) => realNames(FOLDER ?? '', name));
    const found = measureRecall(imitations, others);
    const shares = [...found].map(([kind, { hits, of }]) => [kind, hits, of]);
    expect(shares).toEqual([
      ['dash', 15, 15],
      ['all', 154, 180],
      ['word', 27, 28],
      ['slip', 110, 119],
      ['claim', 1, 17],
      ['look', 1, 1],
    ]);
  });

  it.skipIf(FOLDER === undefined).each([
    ['purescript', 71, 1158],
    ['bcr', 76, 1247],
  ])(`are seen in few honest names: %s${WHY}`, (name, hits, of) => {
    expect(measureAlarms(realNames(FOLDER ?? '', name))).toMatchObject({ hits, of });
  });
});
