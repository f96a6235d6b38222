import { MAX_PATH_SEGMENTS, MAX_PATH_UNITS } from '../../core/index.ts';
import { checkPathSegment } from '../../names/index.ts';
import type { Complaint } from '../finding.ts';
import { shown } from '../field-path.ts';

const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9_+@-]*(?:\.[A-Za-z0-9_+@-]+)*$/u;
const ABSOLUTE = /^(?:[/\\~]|[A-Za-z][A-Za-z0-9+.-]*:)/u;
const ENCODED = /%(?:2e|2f|5c|25|00|7e)/iu;
const PLACEHOLDER = /\{\{[^{}]{0,200}\}\}|<%[^<>]{0,200}%>/gu;

/**
 * Refuses a path that could lead out of the artifact: absolute, with a drive, host, scheme or `~`, with `..`,
 * backslashes or percent-encoded separators (ATTACKS F01), and segments that are unsafe on some disk.
 */
export function checkInnerPath(text: string): Complaint | undefined {
  if (text.length > MAX_PATH_UNITS)
    return outside(`the path has ${text.length} characters, expected at most 1024`);
  const shownPath = shown(text);
  if (ABSOLUTE.test(text)) return outside(`${shownPath} is not relative`, relativeOf(text));
  if (ENCODED.test(text)) return outside(`${shownPath} holds an encoded separator`);
  if (text.includes('\\')) return outside(`${shownPath} holds a backslash`, relativeOf(text));
  const segments = text.split('/');
  if (segments.length > MAX_PATH_SEGMENTS) {
    return outside(`the path has ${segments.length} segments, expected at most ${MAX_PATH_SEGMENTS}`);
  }
  for (const segment of segments) {
    if (segment === '' || segment === '.' || segment === '..') {
      return outside(`${shownPath} has the segment "${segment}"`, relativeOf(text));
    }
    const fault = checkPathSegment(segment);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** As `checkInnerPath`, with `{{…}}` and `<%…%>` of a template language standing for plain text. */
export function checkOutputPath(text: string): Complaint | undefined {
  return checkInnerPath(text.replace(PLACEHOLDER, 'x'));
}

/** The same path inside the artifact, where it can be told. */
function relativeOf(text: string): string | undefined {
  const parts = text
    .replace(/^[A-Za-z]:/u, '')
    .replaceAll('\\', '/')
    .split('/');
  const kept = parts.filter((part) => part !== '' && part !== '.');
  const candidate = kept.join('/');
  const isSafe = kept.length > 0 && kept.every((part) => PLAIN.test(part));
  return isSafe ? `write "${candidate}"` : undefined;
}

function outside(
  message: string,
  hint = 'write a path below the artifact, such as dist/index.js',
): Complaint {
  return { code: 'HYPER_PATH_OUTSIDE', message, hint };
}
