import { MAX_VERSION_UNITS, toOneLine } from '../core/index.ts';
import { parsed, refused, withCorrection } from '../names/index.ts';
import type { Fault, Parsed } from '../names/index.ts';
import { isDigit, readIdentifiers } from './identifiers.ts';
import type { Version } from './version.ts';

const EXPECTED = 'expected major.minor.patch[-prerelease][+build]';
const SPACES = /^\s+|\s+$/gu;

/**
 * The version, strictly after SemVer 2.0.0: `v1`, `1.0`, `01.0.0`, spaces and digits of other scripts are refused, with
 * the corrected text where there is one. Faults: `HYPER_VERSION_TOO_LONG`, `HYPER_VERSION_NUMBER_TOO_LARGE`,
 * `HYPER_VERSION_INVALID`. Linear in the length, without regular expressions on the good path. Pure.
 */
export function parseVersion(text: string): Parsed<Version> {
  if (text.length > MAX_VERSION_UNITS) {
    return refused(
      'HYPER_VERSION_TOO_LONG',
      `the version has ${text.length} characters, expected at most ${MAX_VERSION_UNITS}`,
    );
  }
  const version = recognise(text);
  return version === undefined ? { ok: false, fault: explain(text) } : parsed(version);
}

function recognise(text: string): Version | undefined {
  const firstDot = numberEnd(text, 0);
  const secondDot = numberEnd(text, firstDot + 1);
  const end = numberEnd(text, secondDot + 1);
  if (text.charAt(firstDot) !== '.' || text.charAt(secondDot) !== '.' || end < 0) return undefined;
  const major = Number(text.slice(0, firstDot));
  const minor = Number(text.slice(firstDot + 1, secondDot));
  const patch = Number(text.slice(secondDot + 1, end));
  if (major > Number.MAX_SAFE_INTEGER || minor > Number.MAX_SAFE_INTEGER) return undefined;
  if (patch > Number.MAX_SAFE_INTEGER) return undefined;
  if (end === text.length) return { text, major, minor, patch, prerelease: [], build: [] };
  const plus = text.indexOf('+', end);
  const prereleaseEnd = plus < 0 ? text.length : plus;
  const hasPrerelease = text.charAt(end) === '-';
  if (!hasPrerelease && end !== plus) return undefined;
  const prerelease = hasPrerelease ? readIdentifiers(text.slice(end + 1, prereleaseEnd), 'prerelease') : [];
  const build = plus < 0 ? [] : readIdentifiers(text.slice(plus + 1), 'build');
  if (prerelease === undefined || build === undefined) return undefined;
  return { text, major, minor, patch, prerelease, build: build.map(String) };
}

/** Where the number that begins at the index ends; -1 where none begins there or it has a leading zero. */
function numberEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  if (end === start || (end > start + 1 && text.charAt(start) === '0')) return -1;
  return end;
}

function explain(text: string): Fault {
  const shown = toOneLine(text.slice(0, 80));
  const [counted = ''] = text.split('+');
  const large = counted
    .split(/[.-]/u)
    .find((part) => /^[0-9]{16,}$/u.test(part) && !Number.isSafeInteger(Number(part)));
  if (large !== undefined && /^[0-9]/u.test(counted)) {
    return refused(
      'HYPER_VERSION_NUMBER_TOO_LARGE',
      `"${large.slice(0, 40)}" is too large, expected at most ${Number.MAX_SAFE_INTEGER}`,
    ).fault;
  }
  const fault = refused(
    'HYPER_VERSION_INVALID',
    `"${shown}" is no version, ${EXPECTED}`,
    'write for example 1.0.0',
  ).fault;
  const corrected = correct(text);
  return recognise(corrected) === undefined ? fault : withCorrection(fault, corrected);
}

/** The nearest strict spelling, to be recognised again: no spaces, no prefix, no leading zeros, three numbers. */
function correct(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(SPACES, '')
    .replace(/^[vV=]\s?/u, '');
  const tail = plain.search(/[-+]/u);
  const numbers = (tail < 0 ? plain : plain.slice(0, tail)).split('.').map(withoutLeadingZeros);
  if (numbers.length > 3) return text;
  while (numbers.length < 3) numbers.push('0');
  return numbers.join('.') + correctTail(tail < 0 ? '' : plain.slice(tail));
}

function correctTail(tail: string): string {
  const plus = tail.indexOf('+');
  const prerelease = plus < 0 ? tail : tail.slice(0, plus);
  const build = plus < 0 ? '' : tail.slice(plus);
  const [first, ...rest] = prerelease.slice(1).split('.').map(withoutLeadingZeros);
  return (prerelease === '' ? '' : `-${[first, ...rest].join('.')}`) + build;
}

function withoutLeadingZeros(identifier: string): string {
  return /^[0-9]+$/u.test(identifier) ? identifier.replace(/^0+(?=[0-9])/u, '') : identifier;
}
