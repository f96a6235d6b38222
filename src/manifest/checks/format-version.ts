import { newestFormatOf } from '../formats.ts';
import type { Check } from './check.ts';

/** The newest layout of a repository that this code reads and writes. */
export const NEWEST_FORMAT = newestFormatOf('Registry', 'formatVersion');

/** Refuses a registry whose layout is newer than this code, and fan-out in a layout that has none. */
export const checkFormatVersion: Check = (manifest, add) => {
  const { formatVersion, fanOut } = manifest;
  if (typeof formatVersion !== 'number') return;
  if (formatVersion > NEWEST_FORMAT) {
    add(['formatVersion'], {
      code: 'HYPER_FORMAT_NEWER',
      message: `the registry has format ${String(formatVersion)}, this hyper reads up to ${String(NEWEST_FORMAT)}`,
      hint: 'use a newer hyper',
    });
  }
  if (formatVersion < 2 && fanOut !== undefined) {
    add(['fanOut'], {
      code: 'HYPER_FORMAT_FAN_OUT',
      message: '"fanOut" needs "formatVersion: 2"',
      hint: 'hyper migrate --to 2',
    });
  }
};
