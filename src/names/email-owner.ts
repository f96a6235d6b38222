import { MAX_SEGMENT_UNITS, toOneLine } from '../core/index.ts';
import { checkLetters } from './name-segment.ts';
import { refused } from './parsed.ts';
import type { Fault } from './parsed.ts';
import { isWindowsDevice } from './windows-device.ts';

const LOCAL_PART = /^[a-z0-9]+(?:[._+-][a-z0-9]+)*$/u;
const DOMAIN = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;

/** What is wrong with an e-mail address as the owner of a user namespace; undefined where nothing is. Pure. */
export function checkEmailOwner(owner: string): Fault | undefined {
  const shown = toOneLine(owner.slice(0, 80));
  if (owner.length > MAX_SEGMENT_UNITS) {
    return refused(
      'HYPER_NAME_TOO_LONG',
      `"${shown}" has ${owner.length} characters, expected at most ${MAX_SEGMENT_UNITS}`,
    ).fault;
  }
  if (/[A-Z]|[^\0-\x7f]/u.test(owner)) return checkLetters(owner);
  if (isWindowsDevice(owner)) {
    return refused('HYPER_NAME_RESERVED', `"${shown}" is reserved for Windows devices`).fault;
  }
  const [local = '', domain = '', ...rest] = owner.split('@');
  if (rest.length === 0 && LOCAL_PART.test(local) && DOMAIN.test(domain)) return undefined;
  return refused('HYPER_NAMESPACE_EMAIL', `"${shown}" is no e-mail address, expected name@example.com`).fault;
}
