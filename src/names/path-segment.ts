import { toOneLine } from '../core/index.ts';
import { refused } from './parsed.ts';
import type { Fault } from './parsed.ts';
import { isWindowsDevice } from './windows-device.ts';

const MAX_SEGMENT_BYTES = 255;
const PLAIN = /^[0-9A-Z_a-z][0-9A-Z_a-z+@-]*(?:\.[0-9A-Z_a-z+@-]+)*$/u;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu;
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd\\:*?["<>|]/u;
const GIT_TWIN = /^(?:\.git|git~[0-9]+)$/u;

/**
 * What is wrong with one entry of a git tree as a file name anywhere (ATTACKS G08, G10, F06); undefined where nothing
 * is. The segment is the entry decoded as UTF-8, bad bytes as U+FFFD. Pure.
 */
export function checkPathSegment(segment: string): Fault | undefined {
  if (segment.length <= 100 && PLAIN.test(segment) && !isWindowsDevice(segment)) return undefined;
  const shown = `"${toOneLine(segment.slice(0, 80))}"`;
  if (segment === '' || segment === '.' || segment === '..') {
    return refused('HYPER_PATH_TRAVERSAL', `${shown} is no file name`).fault;
  }
  if (new TextEncoder().encode(segment).length > MAX_SEGMENT_BYTES) {
    return refused('HYPER_PATH_SEGMENT_TOO_LONG', `${shown}… is longer than ${MAX_SEGMENT_BYTES} bytes`)
      .fault;
  }
  if (isGitTwin(segment)) return refused('HYPER_PATH_GIT_TWIN', `${shown} can pass for ".git"`).fault;
  const unsafe = UNSAFE.exec(segment)?.[0];
  if (unsafe !== undefined) {
    return refused('HYPER_PATH_CHARACTER', `${shown} holds ${nameOf(unsafe)}`, 'rename the file').fault;
  }
  if (isWindowsDevice(segment)) {
    return refused('HYPER_PATH_DEVICE_NAME', `${shown} is a device on Windows`, 'rename the file').fault;
  }
  if (/^[- ]|[. ]$/u.test(segment)) {
    return refused('HYPER_PATH_EDGE', `${shown} begins with a dash or space, or ends with a dot or space`)
      .fault;
  }
  return undefined;
}

/** As HFS+ (invisible characters), NTFS (streams, trailing dots and spaces, short names) and FAT (case) read it. */
function isGitTwin(segment: string): boolean {
  const seen = segment.replace(INVISIBLE, '').normalize('NFKC').toLowerCase();
  const first = seen.split(/[:\\]/u)[0] ?? '';
  return GIT_TWIN.test(first.replace(/[. ]+$/u, ''));
}

function nameOf(char: string): string {
  const point = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return char > ' ' && char < '\u007f' ? `"${char}"` : `U+${point}`;
}
