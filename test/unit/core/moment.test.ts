import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Moment } from '../../../src/core/index.ts';

describe('a moment', () => {
  it('notes for how long everything that was asked has the same answer', () => {
    const moment = new Moment(new Date(100));
    expect(moment.window).toEqual({ from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY });
    expect([50, 70, 100, 101, 400].map((time) => moment.hasReached(time))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(moment.window).toEqual({ from: 100, until: 101 });
  });

  it('answers alike at every time of its window', () => {
    const time = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(time, fc.array(time, { minLength: 1 }), time, (now, asked, later) => {
        const moment = new Moment(now);
        const answers = asked.map((one) => moment.hasReached(one));
        const { from, until } = moment.window;
        const other = new Moment(later);
        const isSame = asked.every((one, place) => other.hasReached(one) === answers[place]);
        expect(isSame).toBe(later >= from && later < until);
      }),
    );
  });

  it.each([
    ['its exact time was asked', (moment: Moment) => moment.exact],
    [
      'something else was asked',
      (moment: Moment): void => {
        moment.holdOnly();
      },
    ],
  ])('holds at no other time where %s', (_what, ask) => {
    const moment = new Moment(100);
    moment.hasReached(50);
    ask(moment);
    moment.hasReached(400);
    const { from, until } = moment.window;
    expect(from).toBeGreaterThanOrEqual(until);
  });
});
