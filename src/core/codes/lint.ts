import type { CodeEntry } from './code-entry.ts';

/** Codes of advice: what is valid and could be better. */
export const LINT_CODES = {
  HYPER_LINT_SCHEMA_LINE: {
    exit: 1,
    title: 'a manifest that names no schema',
    explanation:
      'A first line # yaml-language-server: $schema=… lets editors complete and check a manifest as one types. It is missing, or names the schema of another kind.',
    fix: 'Let it be written: hyper lint --fix.',
  },
  HYPER_LINT_TEXT_FORM: {
    exit: 1,
    title: 'untidy ends of lines',
    explanation:
      'Spaces at the ends of lines, carriage returns, and a last line without an end show up as changes that nobody meant.',
    fix: 'Let it be mended: hyper lint --fix.',
  },
  HYPER_LINT_KEY_ORDER: {
    exit: 1,
    title: 'fields in an unusual order',
    explanation:
      'Manifests are read by people who look for a field where it always is: the order of the schema, which hyper itself writes.',
    fix: 'Let the fields be moved, with the comments above them: hyper lint --fix.',
  },
  HYPER_LINT_DESCRIPTION_SHORT: {
    exit: 1,
    title: 'a description that says little',
    explanation:
      'Lists and searches show the description and nothing else. Fewer than three words, or than 20 letters, seldom tell what something is for.',
    fix: 'Say in a sentence what it does, and for whom.',
  },
  HYPER_LINT_DESCRIPTION_NAME: {
    exit: 1,
    title: 'a description that repeats the name',
    explanation:
      'The name stands beside the description wherever it is shown, so saying it again tells nobody anything.',
    fix: 'Say what it does in other words than its name.',
  },
  HYPER_LINT_DESCRIPTION_PLACEHOLDER: {
    exit: 1,
    title: 'a description that was never written',
    explanation: 'The text is that of the template, or marks itself as unfinished.',
    fix: 'Write what it really does.',
  },
  HYPER_LINT_KEYWORDS_MISSING: {
    exit: 1,
    title: 'nothing to find it by',
    explanation:
      'The release has neither tags nor keywords: it is found by its name and description alone, and no facet lists it.',
    fix: 'Add a few under metadata: tags.',
  },
  HYPER_LINT_KEYWORDS_REPEATED: {
    exit: 1,
    title: 'a keyword that is a tag already',
    explanation: 'Tags and keywords are searched alike, so a word in both is only longer.',
    fix: 'Let the keyword be taken out: hyper lint --fix.',
  },
  HYPER_LINT_LINKS_MISSING: {
    exit: 0,
    title: 'no way to its source',
    explanation:
      'Neither a homepage nor a repository is named, so that users can neither read more nor report a fault.',
    fix: 'Add metadata: repository or homepage, an https address.',
  },
  HYPER_LINT_CHANGES_UNTOLD: {
    exit: 1,
    title: 'a release that does not say what changed',
    explanation:
      'It is not the first of its artifact, and neither metadata: changes nor a CHANGELOG.md tells users what they get with it.',
    fix: 'Add metadata: changes, or a CHANGELOG.md beside the releases.',
  },
  HYPER_LINT_README_MISSING: {
    exit: 0,
    title: 'an artifact without a README',
    explanation:
      'The site shows README.md on the page of the artifact; without it there is the description alone.',
    fix: 'Add one: hyper registry update NAMESPACE/NAME --readme README.md.',
  },
  HYPER_LINT_RANGE_UNBOUNDED: {
    exit: 1,
    title: 'a range without an upper end',
    explanation: 'It takes every major version that will ever come. The gate refuses it for a new release.',
    fix: 'Write ^1.2.0, or name the highest version that was tried.',
  },
  HYPER_LINT_RANGE_EXACT: {
    exit: 0,
    title: 'a dependency on one version',
    explanation:
      'One version of each artifact is resolved, so two releases that pin different ones never go together, and no fix is ever taken. A lockfile pins without this.',
    fix: 'Write ~1.2.3 or ^1.2.3.',
  },
  HYPER_LINT_RANGE_SPELLING: {
    exit: 1,
    title: 'a range in an unusual spelling',
    explanation:
      'Spaces after an operator, a leading v or =, or a double space mean nothing, and make equal ranges look different.',
    fix: 'Let it be respelt: hyper lint --fix.',
  },
  HYPER_LINT_DIGEST_SINGLE: {
    exit: 0,
    title: 'content with one digest',
    explanation: 'hyper writes sha256 and sha3-512, so that a break of one of them leaves the other.',
    fix: 'Pack the content with hyper registry create or update, which writes both.',
  },
  HYPER_LINT_DEPRECATION_UNHELPFUL: {
    exit: 0,
    title: 'a deprecation that leads nowhere',
    explanation:
      'It names neither a replacement nor other versions, so users know that they should go and not where to.',
    fix: 'Name one: hyper registry deprecate NAMESPACE/NAME@VERSION --replacement NAMESPACE/NAME.',
  },
  HYPER_LINT_YANK_UNRATED: {
    exit: 0,
    title: 'a yank without a severity',
    explanation: 'Whoever has the release locked cannot tell whether to hurry.',
    fix: 'Say it: hyper version yank NAMESPACE/NAME@VERSION --severity high.',
  },
  HYPER_LINT_POLICY_UNTRIED: {
    exit: 0,
    title: 'a policy without examples',
    explanation:
      'hyper policy test runs the examples of a policy; without them nothing shows that it refuses what it should and nothing more.',
    fix: 'Add examples that it lets through, and one that each rule refuses.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
