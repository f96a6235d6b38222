import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import currentIds from 'spdx-license-ids/index.json' with { type: 'json' };
import parseExpression from 'spdx-expression-parse';
import type { Info } from 'spdx-expression-parse';
import { flatCopy } from '../../core/index.ts';
import { suggest } from '../../names/index.ts';
import type { Complaint } from '../finding.ts';
import { shown } from '../field-path.ts';
import { objectIn, textIn } from '../read-field.ts';
import type { Check } from './check.ts';

const CURRENT: ReadonlySet<string> = new Set(currentIds);
const DEPRECATED: ReadonlySet<string> = new Set(deprecatedIds);
const OPERATORS: ReadonlySet<string> = new Set(['AND', 'OR', 'WITH']);
/** As in the schema of `metadata.license`. */
export const MAX_LICENSE_UNITS = 512;

/** Refuses a licence that is no SPDX expression, and warns of ids that SPDX has deprecated. */
export const checkLicense: Check = (manifest, add) => {
  const license = textIn(objectIn(manifest, 'metadata'), 'license');
  if (license === undefined || CURRENT.has(license)) return;
  for (const complaint of readComplaints(license)) add(['metadata', 'license'], complaint);
};

/** A registry has few expressions, and one takes longer to parse than all the rest of a manifest to check. */
const known = new Map<string, readonly Complaint[]>();
const MAX_KNOWN = 1024;

function readComplaints(license: string): readonly Complaint[] {
  const found = known.get(license);
  if (found !== undefined) return found;
  const complaints = complaintsAbout(license);
  if (known.size >= MAX_KNOWN) known.clear();
  if (license.length <= MAX_LICENSE_UNITS) known.set(flatCopy(license), complaints);
  return complaints;
}

function complaintsAbout(license: string): readonly Complaint[] {
  if (license.length > MAX_LICENSE_UNITS) return [];
  try {
    const found = idsOf(parseExpression(license)).filter(({ id }) => DEPRECATED.has(id));
    return found.map(({ id, isPlus }) => deprecated(id, isPlus));
  } catch {
    return [invalid(license)];
  }
}

function idsOf(expression: Info): readonly { id: string; isPlus: boolean }[] {
  if ('conjunction' in expression) return [...idsOf(expression.left), ...idsOf(expression.right)];
  return [{ id: expression.license, isPlus: expression.plus === true }];
}

function deprecated(id: string, isPlus: boolean): Complaint {
  const base = id.replace(/\+$/u, '');
  const isLater = isPlus || base !== id;
  const choices = (isLater ? ['-or-later'] : ['-only', '-or-later']).map((end) => base + end);
  const known = choices.filter((choice) => CURRENT.has(choice)).map((choice) => `"${choice}"`);
  return {
    code: 'HYPER_LICENSE_DEPRECATED',
    severity: 'warning',
    message: `SPDX has deprecated the licence id "${id}"`,
    hint:
      known.length > 0 ? `write ${known.join(' or ')}` : 'look the licence up at https://spdx.org/licenses/',
  };
}

function invalid(license: string): Complaint {
  const corrected = correct(license);
  const word = wordsOf(license).find((text) => !isKnown(text));
  const message =
    word === undefined
      ? `${shown(license)} is no SPDX expression`
      : `${shown(word)} is no SPDX licence id, in ${shown(license)}`;
  const hint =
    corrected === undefined
      ? 'write an SPDX expression such as "MIT OR Apache-2.0", or "LicenseRef-…" for a licence of your own'
      : `write "${corrected}"`;
  return { code: 'HYPER_LICENSE_INVALID', message, hint };
}

function wordsOf(license: string): readonly string[] {
  return license.split(/[\s()]+/u).filter((word) => word !== '');
}

function isKnown(word: string): boolean {
  const id = word.replace(/\+$/u, '');
  return (
    OPERATORS.has(word) || CURRENT.has(id) || DEPRECATED.has(id) || /^(?:DocumentRef-|LicenseRef-)/u.test(id)
  );
}

/** The expression with each unknown word replaced by the id it is nearest to, where that makes it one. */
function correct(license: string): string | undefined {
  const candidate = license
    .trim()
    .replaceAll(/\s*(?:,|\/|\|\|?)\s*/gu, ' OR ')
    .replaceAll(/[^\s()]+/gu, (word) => (isKnown(word) ? word : (nearest(word) ?? word)));
  try {
    parseExpression(candidate);
    return candidate;
  } catch {
    return undefined;
  }
}

function nearest(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (OPERATORS.has(word.toUpperCase())) return word.toUpperCase();
  for (const id of CURRENT) if (id.toLowerCase() === lower) return id;
  return suggest(word, CURRENT, 1)[0];
}
