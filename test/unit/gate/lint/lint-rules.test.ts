import { describe, expect, it } from 'vitest';
import { CODES } from '../../../../src/core/index.ts';
import type { Code } from '../../../../src/core/index.ts';
import { LINT_RULES, lintManifest, mendManifest, toLintSubject } from '../../../../src/gate/index.ts';
import type { LintPlace, LintSubject } from '../../../../src/gate/index.ts';
import { namespaceText, policyText, releaseText, stateText } from '../../../build/manifests.ts';

const ARTIFACT_LINE =
  '# yaml-language-server: $schema=https://schemas.hyper-registry.dev/v1/artifact.schema.json\n';
const STATE_LINE = ARTIFACT_LINE.replace('artifact', 'artifact-state');
const GOOD = `${ARTIFACT_LINE}${releaseText('org.acme/parser', '1.1.0')}`.replace(
  '  tags:\n',
  '  homepage: https://parser.example.org\n  changes:\n    - kind: added\n      description: More.\n  tags:\n',
);
const PLACE: LintPlace = { hasReadme: true, hasChangelog: false, isLatest: true, hasFormer: true };

function subjectOf(text: string, place: Partial<LintPlace> = {}): LintSubject {
  const faults: unknown[] = [];
  const bytes = new TextEncoder().encode(text);
  const subject = toLintSubject('x.yaml', bytes, { ...PLACE, ...place }, (fault) => faults.push(fault));
  expect(faults).toEqual([]);
  if (subject === undefined) throw new TypeError('the text is no faultless manifest');
  return subject;
}

function codesOf(text: string, place?: Partial<LintPlace>): string[] {
  return [...lintManifest(subjectOf(text, place))].map(
    ({ diagnostic: { code, span } }) => `${code}${span === undefined ? '' : ` ${span.start.line}`}`,
  );
}

const depends = (version: string): string =>
  GOOD.replace('spec:\n', `dependencies:\n  - artifact: org.acme/other\n    version: "${version}"\nspec:\n`);

describe('lint', () => {
  it('has nothing to say of a release that tells what people ask for', () => {
    expect(codesOf(GOOD)).toEqual([]);
  });

  it.each<[string, string, string[], Partial<LintPlace>?]>([
    ['no schema line', GOOD.replace(ARTIFACT_LINE, ''), ['HYPER_LINT_SCHEMA_LINE']],
    ['the schema of another kind', GOOD.replace('artifact.', 'policy.'), ['HYPER_LINT_SCHEMA_LINE']],
    [
      'a schema line below the first field',
      GOOD.replace(ARTIFACT_LINE, '') + ARTIFACT_LINE,
      ['HYPER_LINT_SCHEMA_LINE'],
    ],
    ['spaces at ends of lines', GOOD.replace('type: service', 'type: service  '), ['HYPER_LINT_TEXT_FORM']],
    ['no end of the last line', GOOD.trimEnd(), ['HYPER_LINT_TEXT_FORM']],
    ['empty lines at the end', `${GOOD}\n\n`, ['HYPER_LINT_TEXT_FORM']],
    [
      'fields out of order',
      GOOD.replace('type: service\n', '').replace('spec:\n', 'type: service\nspec:\n'),
      ['HYPER_LINT_KEY_ORDER 5'],
    ],
    ['two words', GOOD.replace('A service for tests.', 'A service.'), ['HYPER_LINT_DESCRIPTION_SHORT 10']],
    [
      'the name again',
      GOOD.replace('A service for tests.', 'The Parser'),
      ['HYPER_LINT_DESCRIPTION_NAME 10'],
    ],
    [
      'a placeholder',
      GOOD.replace('A service for tests.', 'TODO describe what it does'),
      ['HYPER_LINT_DESCRIPTION_PLACEHOLDER 10'],
    ],
    ['no tags', GOOD.replace('  tags:\n    - testing\n', ''), ['HYPER_LINT_KEYWORDS_MISSING 9']],
    [
      'a keyword twice',
      GOOD.replace('  tags:\n', '  keywords: [Testing, other]\n  tags:\n'),
      ['HYPER_LINT_KEYWORDS_REPEATED 17'],
    ],
    [
      'no links',
      GOOD.replace('  homepage: https://parser.example.org\n', ''),
      ['HYPER_LINT_LINKS_MISSING 9'],
    ],
    [
      'an old licence id',
      GOOD.replace('license: MIT', 'license: MIT OR GPL-2.0+'),
      ['HYPER_LICENSE_DEPRECATED 12'],
    ],
    ['no README', GOOD, ['HYPER_LINT_README_MISSING'], { hasReadme: false }],
    ['a range without an end', depends('>=1.0.0'), ['HYPER_LINT_RANGE_UNBOUNDED 26']],
    ['one version', depends('1.2.3'), ['HYPER_LINT_RANGE_EXACT 26']],
    ['odd spellings', depends('>= v1.0.0  <2.0.0'), ['HYPER_LINT_RANGE_SPELLING 26']],
    [
      'no changes',
      GOOD.replace('  changes:\n    - kind: added\n      description: More.\n', ''),
      ['HYPER_LINT_CHANGES_UNTOLD 9'],
    ],
    [
      'one digest',
      `${GOOD}content:\n  digests:\n    sha256: "${'a'.repeat(64)}"\n  size: 1\n  mediaType: text/plain\n  uri: https://example.org/x\n`,
      ['HYPER_LINT_KEY_ORDER 24', 'HYPER_LINT_DIGEST_SINGLE 28'],
    ],
    [
      'a namespace whose description says nothing',
      namespaceText('org.acme').replace('A namespace for tests.', 'Acme'),
      ['HYPER_LINT_SCHEMA_LINE', 'HYPER_LINT_DESCRIPTION_NAME 7'],
    ],
    ['a policy without examples', policyText('x'), ['HYPER_LINT_SCHEMA_LINE', 'HYPER_LINT_POLICY_UNTRIED']],
    [
      'a state that helps nobody',
      STATE_LINE +
        stateText(
          'org.acme/parser',
          `releases:\n  "1.0.0":\n    state: deprecated\n    deprecation:\n      deprecatedAt: "2025-01-01T00:00:00Z"\n      reason: Old.\n    yanked:\n      at: "2025-01-01T00:00:00Z"\n      by: ada\n      reason: Bad.\n`,
        ),
      ['HYPER_LINT_DEPRECATION_UNHELPFUL 8', 'HYPER_LINT_YANK_UNRATED 13'],
    ],
  ])('finds %s', (_what, text, codes, place) => {
    expect(codesOf(text, place)).toEqual(codes);
  });

  it('leaves alone what cannot be told: other scripts, first releases, schemas served elsewhere', () => {
    expect(codesOf(GOOD.replace('A service for tests.', 'Übersetzer'))).toEqual([]);
    expect(codesOf(GOOD.replace(/ {2}changes:\n.*\n.*\n/u, ''), { hasFormer: false })).toEqual([]);
    expect(codesOf(GOOD.replace('https://schemas.hyper-registry.dev/v1', 'https://example.org/s'))).toEqual(
      [],
    );
  });

  it('has a code for each rule, and a rule for each code', () => {
    const codes = LINT_RULES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const known = (Object.keys(CODES) as Code[]).filter((code) => code.startsWith('HYPER_LINT_'));
    expect(new Set(codes.filter((code) => code !== 'HYPER_LICENSE_DEPRECATED'))).toEqual(new Set(known));
  });
});

describe('mending', () => {
  const MESSY = `# About the parser.

# Which kind of thing it is.
kind: Artifact
apiVersion: hyper/v1   # the format
${releaseText('org.acme/parser', '1.1.0').split('\n').slice(2).join('\n')}# What it needs.
dependencies:
  # The one that matters.
  - artifact: org.acme/other
    version: ">= 1.0.0  <2.0.0" # tried up to 1.9
labels: {tier: gold}`
    .replace('license: MIT', 'license: GPL-2.0')
    .replace('  tags:\n', '  keywords:\n    # found by\n    - parsing\n    - testing\n  tags:\n');

  it('follows all advice that changes no meaning, and keeps every comment', () => {
    const mended = mendManifest(subjectOf(MESSY));
    expect(mended.split('\n').slice(0, 7)).toEqual([
      ARTIFACT_LINE.trimEnd(),
      '# About the parser.',
      '',
      'apiVersion: hyper/v1   # the format',
      '# Which kind of thing it is.',
      'kind: Artifact',
      expect.stringMatching(/^id: /u),
    ]);
    expect(mended).toContain(
      'labels: {tier: gold}\npublisher:\n  id: test-author\n  name: Test Author\ncreatedAt: ',
    );
    expect(mended).toContain(
      '# What it needs.\ndependencies:\n  # The one that matters.\n  - artifact: org.acme/other\n    version: ">=1.0.0 <2.0.0" # tried up to 1.9\nspec:\n',
    );
    expect(mended).toContain('license: GPL-2.0-only\n');
    expect(mended).toContain('  keywords:\n    # found by\n    - parsing\n  tags:\n');
    expect(codesOf(mended)).toEqual(['HYPER_LINT_LINKS_MISSING 12', 'HYPER_LINT_CHANGES_UNTOLD 12']);
  });

  it('mends nothing twice, and nothing that is fine', () => {
    const mended = mendManifest(subjectOf(MESSY));
    expect(mendManifest(subjectOf(mended))).toBe(mended);
    expect(mendManifest(subjectOf(GOOD))).toBe(GOOD);
  });

  it('leaves spaces that mean something', () => {
    const text = `${GOOD}annotations:\n  note: |\n    two spaces follow  \n    end\n`.replace(
      /^(annotations[\s\S]*)$/mu,
      '$1',
    );
    const mended = mendManifest(subjectOf(text));
    expect(mended).toContain('    two spaces follow  \n');
  });
});
