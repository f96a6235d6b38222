import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import currentIds from 'spdx-license-ids/index.json' with { type: 'json' };

const CURRENT: ReadonlySet<string> = new Set(currentIds);
const DEPRECATED: ReadonlySet<string> = new Set(deprecatedIds);

/**
 * The expression with each id that SPDX has deprecated replaced by the one of the same meaning: `GPL-2.0` is
 * `GPL-2.0-only`, `GPL-2.0+` is `GPL-2.0-or-later`. Ids without such a twin stay. Pure.
 */
export function newerLicense(license: string): string {
  return license.replaceAll(/[^\s()]+/gu, (word) => {
    const base = word.replace(/\+$/u, '');
    if (!DEPRECATED.has(word) && !DEPRECATED.has(base)) return word;
    const newer = base === word ? `${base}-only` : `${base}-or-later`;
    return CURRENT.has(newer) ? newer : word;
  });
}
