import { toOneLine } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { LintRule, LintSubject } from './lint-rule.ts';

const MIN_WORDS = 3;
const MIN_UNITS = 20;
const HINT = 'say in a sentence what it does, and for whom';
/** What the templates say, and what people write who will come back to it. */
const PLACEHOLDER =
  /\b(?:todo|fixme|tbd|xxx|lorem ipsum|placeholder)\b|^(?:Says in a sentence|Describe |description here)/iu;

interface Described {
  readonly text: string;
  readonly name: string;
  readonly pointer: Pointer;
}

/** The description of what people look for: a release or a namespace. */
function describedBy({ manifest }: LintSubject): Described | undefined {
  if (manifest.kind === 'Artifact')
    return { text: manifest.metadata.description, name: manifest.name, pointer: ['metadata', 'description'] };
  if (manifest.kind !== 'Namespace' || manifest.description === undefined) return undefined;
  const name = manifest.path.replace(/^.*[./]/u, '');
  return { text: manifest.description, name, pointer: ['description'] };
}

/** A description is a sentence. */
export const descriptionShortRule: LintRule = {
  id: 'description-short',
  code: 'HYPER_LINT_DESCRIPTION_SHORT',
  severity: 'warning',
  *check(subject) {
    const described = describedBy(subject);
    if (described === undefined || repeatsName(described)) return;
    const { text, pointer } = described;
    const words = text.split(/\s+/u).filter((word) => word !== '');
    // A text without spaces may be of a script that writes none.
    if (/[^\p{ASCII}]/u.test(text) || (words.length >= MIN_WORDS && text.length >= MIN_UNITS)) return;
    yield { message: `the description "${toOneLine(text)}" says little`, hint: HINT, pointer };
  },
};

/** A description says more than the name. */
export const descriptionNameRule: LintRule = {
  id: 'description-name',
  code: 'HYPER_LINT_DESCRIPTION_NAME',
  severity: 'warning',
  *check(subject) {
    const described = describedBy(subject);
    if (described === undefined || !repeatsName(described)) return;
    const message = `the description "${toOneLine(described.text)}" only repeats the name`;
    yield { message, hint: HINT, pointer: described.pointer };
  },
};

/** A description was written. */
export const descriptionPlaceholderRule: LintRule = {
  id: 'description-placeholder',
  code: 'HYPER_LINT_DESCRIPTION_PLACEHOLDER',
  severity: 'warning',
  *check(subject) {
    const described = describedBy(subject);
    if (described === undefined || !PLACEHOLDER.test(described.text)) return;
    const message = `the description "${toOneLine(described.text)}" is that of a draft`;
    yield { message, hint: HINT, pointer: described.pointer };
  },
};

function repeatsName({ text, name }: Described): boolean {
  const letters = text.toLowerCase().replaceAll(/\b(?:the|an?)\b|[^\p{L}\p{N}]/gu, '');
  return letters === name.replaceAll('-', '');
}
