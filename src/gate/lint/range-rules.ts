import { isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { editDocument } from '../../document/index.ts';
import type { DocumentEdit, Pointer } from '../../document/index.ts';
import type { Dependency } from '../../manifest/index.ts';
import { parseRange, parseVersion } from '../../version/index.ts';
import { isBounded } from '../change-rules/dependency-bounds.ts';
import type { LintRule, LintSubject } from './lint-rule.ts';

function dependenciesOf({ manifest }: LintSubject): readonly Dependency[] {
  return manifest.kind === 'Artifact' ? manifest.dependencies : [];
}

/** Ranges end somewhere. */
export const rangeUnboundedRule: LintRule = {
  id: 'range-unbounded',
  code: 'HYPER_LINT_RANGE_UNBOUNDED',
  severity: 'warning',
  *check(subject) {
    for (const dependency of dependenciesOf(subject)) {
      if (isBounded(dependency)) continue;
      const { artifact, range } = dependency;
      const pointer = constraintPointer(subject, dependency);
      const message = `the range "${toOneLine(range)}" of "${toOneLine(artifact)}" has no upper end`;
      yield { message, hint: 'write a range such as ^1.2.0', pointer };
    }
  },
};

/** Ranges leave room for mended releases. */
export const rangeExactRule: LintRule = {
  id: 'range-exact',
  code: 'HYPER_LINT_RANGE_EXACT',
  severity: 'info',
  *check(subject) {
    for (const dependency of dependenciesOf(subject)) {
      const { artifact, range } = dependency;
      const version = range.trim().replace(/^[=v\s]+/u, '');
      if (!parseVersion(version).ok) continue;
      const message = `only "${toOneLine(version)}" of "${toOneLine(artifact)}" will do`;
      const pointer = constraintPointer(subject, dependency);
      yield { message, hint: `write ~${toOneLine(version)}, and let a lockfile pin it`, pointer };
    }
  },
};

/** Equal ranges look alike. */
export const rangeSpellingRule: LintRule = {
  id: 'range-spelling',
  code: 'HYPER_LINT_RANGE_SPELLING',
  severity: 'warning',
  *check(subject) {
    for (const { pointer, text, better } of misspelt(subject)) {
      yield {
        message: `the range "${toOneLine(text)}" is usually written otherwise`,
        hint: `write "${toOneLine(better)}"`,
        pointer,
      };
    }
  },
  mend: {
    changes: 'fields',
    apply: (subject) => {
      const edits = misspelt(subject).map(({ pointer, better }): DocumentEdit => ({
        pointer,
        value: better,
      }));
      return editDocument(subject.document.text, edits);
    },
  },
};

interface Misspelt {
  readonly pointer: Pointer;
  readonly text: string;
  readonly better: string;
}

function misspelt(subject: LintSubject): Misspelt[] {
  return dependenciesOf(subject).flatMap((dependency): Misspelt[] => {
    const pointer = constraintPointer(subject, dependency);
    const text = valueAt(subject.fields, pointer);
    if (typeof text !== 'string') return [];
    const better = respelt(text);
    if (better === text || !isSameRange(text, better)) return [];
    return [{ pointer, text, better }];
  });
}

/** Where the constraint stands: the value of the short form, or the version of the long one. */
function constraintPointer({ fields }: LintSubject, { pointer }: Dependency): Pointer {
  return typeof valueAt(fields, pointer) === 'string' ? pointer : [...pointer, 'version'];
}

function respelt(text: string): string {
  return text
    .split('||')
    .map((part) =>
      part
        .trim()
        .replaceAll(/([<>]=?|[=^~])\s+/gu, '$1')
        .replaceAll(/(^|[\s^~<>=])v(?=\d)/gu, '$1')
        .replaceAll(/(^|\s)=(?=\d)/gu, '$1')
        .replaceAll(/\s+/gu, ' '),
    )
    .join(' || ');
}

function isSameRange(left: string, right: string): boolean {
  const [one, other] = [parseRange(left), parseRange(right)];
  if (!one.ok || !other.ok) return false;
  const meaning = [one, other].map(({ value }) =>
    JSON.stringify([value.alternatives, value.alternativesWithPrereleases]),
  );
  return meaning[0] === meaning[1];
}

function valueAt(root: JsonValue, pointer: Pointer): JsonValue | undefined {
  let here: JsonValue | undefined = root;
  for (const step of pointer) {
    if (Array.isArray(here)) here = (here as readonly JsonValue[])[Number(step)];
    else here = isJsonObject(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here;
}
