import { describe, expect, it } from 'vitest';
import { evaluateCondition } from '../../../src/access/condition.ts';
import { hasEnded } from '../../../src/access/index.ts';
import { Moment } from '../../../src/core/index.ts';

const END = '2026-11-22T12:00:00Z';
const END_MS = Date.parse(END);

describe('what is judged at a moment notes for how long it holds', () => {
  it.each([
    [END_MS - 1, false, { from: -Infinity, until: END_MS }],
    [END_MS, true, { from: END_MS, until: Infinity }],
  ])('an end, seen from %s', (now, expected, window) => {
    const moment = new Moment(now);
    expect(hasEnded(END, moment)).toBe(expected);
    expect(hasEnded(END, new Date(now))).toBe(expected);
    expect(moment.window).toEqual(window);
  });

  it('no end, and one that is no time, hold for ever', () => {
    const moment = new Moment(END_MS);
    expect([hasEnded(undefined, moment), hasEnded('soon', moment)]).toEqual([false, true]);
    expect(moment.window).toEqual({ from: -Infinity, until: Infinity });
  });

  it.each(['now', 'hour', 'weekday'])('a condition on the time (%s) holds at no other', (field) => {
    const moment = new Moment(END_MS);
    const condition = { type: 'time', field, operator: 'eq', value: 'sunday' } as const;
    evaluateCondition(condition, {}, moment);
    expect(moment.window).toEqual({ from: END_MS, until: END_MS });
  });
});
