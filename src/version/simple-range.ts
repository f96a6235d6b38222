import type { Comparator } from './comparator.ts';
import { parseVersion } from './parse-version.ts';
import type { Version } from './version.ts';

const SPACE = 0x20;
/** More comparators, longer texts and larger numbers are left to node-semver. */
const MAX_PARTS = 4;
const MAX_UNITS = 80;
const MAX_NUMBER = 1_000_000_000;

/**
 * The comparators of a range whose parts are each a version of three plain numbers, alone or behind `>=`, `>`, `<=`,
 * `<`, `=`, `^` or `~`, one space between them: what nearly every manifest says, with just the meaning that node-semver
 * gives it, which need not be loaded for it. Undefined where the text is of any other form. Pure.
 */
export function readSimpleRange(text: string): readonly Comparator[] | undefined {
  if (text.length > MAX_UNITS) return undefined;
  const found: Comparator[] = [];
  const parts = text.split(' ', MAX_PARTS + 1);
  if (parts.length > MAX_PARTS) return undefined;
  for (const part of parts) {
    const end = operatorEnd(part);
    const version = plainVersion(part.slice(end));
    if (version === undefined || !addPart(part.slice(0, end), version, found)) return undefined;
  }
  const texts = new Set(found.map(({ operator, version }) => operator + version.text));
  return texts.size === found.length ? found : undefined;
}

function operatorEnd(part: string): number {
  let end = 0;
  while (end < 2 && part.charCodeAt(end) > SPACE && (part.charAt(end) < '0' || part.charAt(end) > '9'))
    end += 1;
  return end;
}

function plainVersion(text: string): Version | undefined {
  const version = parseVersion(text);
  if (!version.ok) return undefined;
  const { major, minor, patch, prerelease, build } = version.value;
  const isPlain = prerelease.length === 0 && build.length === 0 && Math.max(major, minor, patch) < MAX_NUMBER;
  return isPlain ? version.value : undefined;
}

/** False where the operator is none of ours. */
function addPart(operator: string, version: Version, found: Comparator[]): boolean {
  const { major, minor, patch } = version;
  switch (operator) {
    case '>=':
      // What any version fulfils is no comparator.
      if (major + minor + patch > 0) found.push({ operator, version });
      return true;
    case '<':
    case '<=':
    case '>':
      found.push({ operator, version });
      return true;
    case '=':
    case '':
      found.push({ operator: '=', version });
      return true;
    case '^':
      return addSpan(version, caretEnd(version), found);
    case '~':
      return addSpan(version, `${String(major)}.${String(minor + 1)}.0-0`, found);
    default:
      return false;
  }
}

function caretEnd({ major, minor, patch }: Version): string {
  if (major > 0) return `${String(major + 1)}.0.0-0`;
  return minor > 0 ? `0.${String(minor + 1)}.0-0` : `0.0.${String(patch + 1)}-0`;
}

function addSpan(from: Version, to: string, found: Comparator[]): boolean {
  const end = parseVersion(to);
  if (!end.ok) return false;
  if (from.major + from.minor + from.patch > 0) found.push({ operator: '>=', version: from });
  found.push({ operator: '<', version: end.value });
  return true;
}
