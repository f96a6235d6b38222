import { compareVersions, parseRange, parseVersion } from '../version/index.ts';
import type { RangeAnswer } from './source-release.ts';

/** The order of SemVer; 0 where one of them is no version. Pure. */
export function compareSemver(left: string, right: string): number {
  const [first, second] = [parseVersion(left), parseVersion(right)];
  return first.ok && second.ok ? compareVersions(first.value, second.value) : 0;
}

/** The version as it is. Pure. */
export function toSameVersion(version: string): { readonly version: string } {
  return { version };
}

/** The range as it is; any version where it is empty. Pure. */
export function toSameRange(range: string): RangeAnswer {
  if (range === '') return { range: '*' };
  return parseRange(range).ok ? { range } : { code: 'HYPER_IMPORT_EDGE_REFUSED' };
}

/**
 * A version as tools read it that take SemVer loosely: a leading `v` falls away, one or two numbers are filled up with
 * zeros. Other texts stay. Pure.
 */
export function fillVersion(text: string): string {
  const [, numbers, rest = ''] = /^v?([0-9]+(?:\.[0-9]+){0,2})([-+].*)?$/u.exec(text) ?? [];
  if (numbers === undefined) return text;
  return `${[...numbers.split('.'), '0', '0'].slice(0, 3).join('.')}${rest}`;
}
