import { toOneLine } from '../../core/index.ts';
import type { DocumentEdit } from '../../document/index.ts';
import { editDocument } from '../../document/index.ts';
import { newerLicense } from '../../manifest/index.ts';
import type { ArtifactManifest } from '../../manifest/index.ts';
import type { LintRule, LintSubject } from './lint-rule.ts';

function releaseOf({ manifest }: LintSubject): ArtifactManifest | undefined {
  return manifest.kind === 'Artifact' ? manifest : undefined;
}

/** A release has words to be found by. */
export const keywordsMissingRule: LintRule = {
  id: 'keywords-missing',
  code: 'HYPER_LINT_KEYWORDS_MISSING',
  severity: 'warning',
  *check(subject) {
    const { tags = [], keywords = [] } = releaseOf(subject)?.metadata ?? { tags: ['none'] };
    if (tags.length + keywords.length > 0) return;
    yield {
      message: 'there are neither tags nor keywords',
      hint: 'add a few words to find it by, under metadata: tags',
      pointer: ['metadata'],
      part: 'key',
    };
  },
};

/** No word is a tag and a keyword. */
export const keywordsRepeatedRule: LintRule = {
  id: 'keywords-repeated',
  code: 'HYPER_LINT_KEYWORDS_REPEATED',
  severity: 'warning',
  *check(subject) {
    for (const index of repeatedKeywords(subject)) {
      const word = releaseOf(subject)?.metadata.keywords?.[index] ?? '';
      const message = `the keyword "${toOneLine(word)}" is a tag already`;
      yield { message, hint: 'take it out of the keywords', pointer: ['metadata', 'keywords', index] };
    }
  },
  mend: { changes: 'fields', apply: withoutRepeated },
};

function withoutRepeated(subject: LintSubject): string {
  const repeated = repeatedKeywords(subject);
  const isAll = repeated.length === releaseOf(subject)?.metadata.keywords?.length;
  const one = (index: number): DocumentEdit => ({
    pointer: ['metadata', 'keywords', index],
    value: undefined,
  });
  const edits = isAll
    ? [{ pointer: ['metadata', 'keywords'], value: undefined }]
    : repeated.reverse().map(one);
  return editDocument(subject.document.text, edits);
}

function repeatedKeywords(subject: LintSubject): number[] {
  const { tags = [], keywords = [] } = releaseOf(subject)?.metadata ?? {};
  const known = new Set(tags.map((tag) => tag.toLowerCase()));
  return keywords.flatMap((word, index) => (known.has(word.toLowerCase()) ? [index] : []));
}

/** Users can go and see. */
export const linksMissingRule: LintRule = {
  id: 'links-missing',
  code: 'HYPER_LINT_LINKS_MISSING',
  severity: 'info',
  *check(subject) {
    const metadata = releaseOf(subject)?.metadata;
    if (metadata === undefined || (metadata.homepage ?? metadata.repository) !== undefined) return;
    const hint = 'add metadata: repository';
    yield {
      message: 'neither a homepage nor a repository is named',
      hint,
      pointer: ['metadata'],
      part: 'key',
    };
  },
};

/** Licence ids are those of today. */
export const licenseDeprecatedRule: LintRule = {
  id: 'license-deprecated',
  code: 'HYPER_LICENSE_DEPRECATED',
  severity: 'warning',
  *check(subject) {
    const license = releaseOf(subject)?.metadata.license;
    if (license === undefined || newerLicense(license) === license) return;
    yield {
      message: `SPDX has deprecated an id in the licence "${toOneLine(license)}"`,
      hint: `write "${toOneLine(newerLicense(license))}", which means the same`,
      pointer: ['metadata', 'license'],
    };
  },
  mend: {
    changes: 'fields',
    apply: (subject) =>
      editDocument(subject.document.text, [
        { pointer: ['metadata', 'license'], value: newerLicense(releaseOf(subject)?.metadata.license ?? '') },
      ]),
  },
};

/** The newest release says what it brings. */
export const changesUntoldRule: LintRule = {
  id: 'changes-untold',
  code: 'HYPER_LINT_CHANGES_UNTOLD',
  severity: 'warning',
  *check(subject) {
    const { place } = subject;
    const release = releaseOf(subject);
    if (release === undefined || place?.hasFormer !== true || place.hasChangelog) return;
    if ((release.metadata.changes ?? []).length > 0) return;
    const hint = 'add metadata: changes, or a CHANGELOG.md';
    yield { message: 'nothing says what this release changes', hint, pointer: ['metadata'], part: 'key' };
  },
};

/** The page of the artifact has something to show. */
export const readmeMissingRule: LintRule = {
  id: 'readme-missing',
  code: 'HYPER_LINT_README_MISSING',
  severity: 'info',
  *check(subject) {
    const release = releaseOf(subject);
    if (release === undefined || subject.place?.isLatest !== true || subject.place.hasReadme) return;
    const { namespace, name } = release;
    yield {
      message: 'the artifact has no README.md',
      hint: `hyper registry update ${namespace}/${name} --readme README.md`,
    };
  },
};

/** A break of one digest leaves the other. */
export const digestSingleRule: LintRule = {
  id: 'digest-single',
  code: 'HYPER_LINT_DIGEST_SINGLE',
  severity: 'info',
  *check(subject) {
    const digests = releaseOf(subject)?.content?.digests;
    if (digests === undefined || digests['sha3-512'] !== undefined) return;
    const hint = 'add sha3-512 beside sha256';
    yield { message: 'the content has one digest', hint, pointer: ['content', 'digests'], part: 'key' };
  },
};
