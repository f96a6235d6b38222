import type { Complaint } from '../finding.ts';
import { shown } from '../field-path.ts';

const FORM = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/u;
const WITH_OFFSET = /^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{5,18}(Z|[+-][0-9]{2}:?[0-9]{2}))?$/u;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Refuses what is no moment in UTC: a wrong form, and dates or times that no calendar or clock has. */
export function checkTimestamp(text: string): Complaint | undefined {
  if (!FORM.test(text)) {
    return withHint(`expected a moment in UTC as YYYY-MM-DDTHH:MM:SSZ, got ${shown(text)}`, inUtc(text));
  }
  const isTime = twoDigits(text, 11) < 24 && twoDigits(text, 14) < 60 && twoDigits(text, 17) < 60;
  const isReal =
    isTime && isDay(100 * twoDigits(text, 0) + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
  return isReal ? undefined : withHint(`${shown(text)} is on no calendar or clock`, undefined);
}

/** The number that two digits make; called for every moment of a registry, so it allocates nothing. */
function twoDigits(text: string, at: number): number {
  return 10 * (text.charCodeAt(at) - 48) + text.charCodeAt(at + 1) - 48;
}

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (DAYS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  return day >= 1 && day <= days;
}

/** The same moment in the right form, for texts that say their offset. */
function inUtc(text: string): string | undefined {
  if (!WITH_OFFSET.test(text)) return undefined;
  const moment = new Date(text.replace(' ', 'T'));
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().replace('.000Z', 'Z');
}

function withHint(message: string, corrected: string | undefined): Complaint {
  const hint = `write ${corrected ?? 'a moment such as 2026-03-14T09:26:53Z'}`;
  return { code: 'HYPER_TIME_INVALID', message, hint };
}
