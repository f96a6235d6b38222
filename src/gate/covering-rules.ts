import { CODES } from '../core/index.ts';
import type { Code } from '../core/index.ts';
import { CHANGE_RULES } from './change-rule-table.ts';
import type { ChangeDescription } from './change/change-rule.ts';
import { EXAMINED_RULES } from './examined-rules.ts';
import { ALL_RULES } from './rules.ts';

/** A law with so many codes that it is told by how they begin, with where its tests are. */
export interface CoveringRule extends ChangeDescription {
  readonly tests: string;
}

type Row = Pick<CoveringRule, 'id' | 'family' | 'summary' | 'explanation' | 'tests'> & {
  readonly codes: RegExp;
};

const ROWS: readonly Row[] = [
  {
    id: 'yaml',
    family: 'parse',
    summary: 'Every manifest is one YAML document of the part of YAML that all readers read alike.',
    explanation:
      'Anchors, tags, directives, duplicate keys and values that are one thing to one reader and another to the next let two programs see two manifests in the same bytes.',
    tests: 'test/unit/document',
    codes: /^HYPER_YAML_(?!UNWRITABLE)/u,
  },
  {
    id: 'fields',
    family: 'schema',
    summary: 'Every manifest holds the fields of its schema and no others, in the form that each asks for.',
    explanation:
      'The schemas are in schemas/ and behind what editors complete. What they cannot say, such as licences, times and places of content, is checked with them.',
    tests: 'test/unit/manifest',
    codes:
      /^HYPER_(?:FIELD_(?!UNSETTABLE)|MANIFEST_SHAPE|API_VERSION|KIND_UNKNOWN|FAULTS_OMITTED|TIME_|ID_INVALID|URL_UNSAFE|PATH_OUTSIDE|DIGEST_FORM|CONTENT_(?:URI|PATH|DIGEST|SIZE|ENCODING)$|LICENSE_|DEPENDENCY_(?:DUPLICATE|SELF|SELECTOR)|ENTRY_DUPLICATE|STATE_ILLEGAL|SCOPE_DISAGREES|QUOTA_DISAGREES|THRESHOLD_UNREACHABLE|ROLE_)/u,
  },
  {
    id: 'spelling',
    family: 'name',
    summary: 'Every name, namespace, reference and path is spelled in the one way that is allowed.',
    explanation:
      'One spelling for one thing: lower case, ASCII, no dashes at the ends, nothing that a disk, a shell or an eye takes for something else.',
    tests: 'test/unit/names',
    codes:
      /^HYPER_(?:NAME|NAMESPACE|REFERENCE|PATH)_(?:EMPTY|TOO_|UPPER|LOOK_ALIKE|DASHES|CHARACTER|RESERVED$|SEPARATOR|MIXED|SCOPE|OWNER|EMAIL|SELECTOR|DOTTED|AMBIGUOUS|TRAVERSAL|GIT_TWIN|DEVICE|EDGE|SEGMENT|PATTERN)/u,
  },
  {
    id: 'versions',
    family: 'version',
    summary: 'Every version is SemVer 2.0.0 in its one spelling, and every range can be read.',
    explanation: 'What reads "1.0" or "v1.0.0" as a version guesses, and two programs guess differently.',
    tests: 'test/unit/version',
    codes: /^HYPER_(?:VERSION_(?:INVALID|TOO_LONG|NUMBER)|RANGE_|CONSTRAINT_)/u,
  },
  {
    id: 'blob-size',
    family: 'content',
    summary: 'No file is larger than what the registry takes.',
    explanation:
      'Whoever clones the registry fetches every file of every commit; large content is kept elsewhere.',
    tests: 'test/hostile',
    codes: /^HYPER_BLOB_SIZE$/u,
  },
  {
    id: 'archives',
    family: 'content',
    summary: 'An archive that a change brings as content unpacks into its own folder and nowhere else.',
    explanation:
      'Tars, plain or gzipped, and zips are looked into without unpacking them. Content that is kept elsewhere is not fetched; hyper pull holds it to its digest.',
    tests: 'test/hostile/gate-archives.test.ts',
    codes: /^HYPER_CONTENT_ARCHIVE$/u,
  },
  {
    id: 'policies',
    family: 'policies',
    summary: 'What a change brings passes the policies in force at the merge base, and weakens none alone.',
    explanation:
      'A mandatory policy refuses, an advisory one warns, an audit-only one is told; an exception of the policy itself is shown with its end. A policy that cannot decide refuses. Policies that the change brings count only once it is merged.',
    tests: 'test/unit/policy',
    codes: /^HYPER_POLICY_(?!UNKNOWN|MISSING)/u,
  },
  {
    id: 'access',
    family: 'control',
    summary:
      'Grants and roles can be read, give nobody rights to themselves, and leave every namespace an owner.',
    explanation:
      'Compared with the merge base: rights that whoever brings the change would gain, a last owner that goes, a login that is another account now, and roles or grants that are wrong in themselves.',
    tests: 'test/unit/access',
    codes: /^HYPER_ACCESS_(?!CAPABILITY|PRINCIPAL)/u,
  },
  {
    id: 'signatures',
    family: 'signing',
    summary: 'Every signature that a change brings is of these bytes, by keys that the merge base believes.',
    explanation:
      'Releases, states and policies are judged by the keys of the merge base; roots and namespaces by the chain that leads on from its root. Where the merge base has no trust root, nothing is signed yet.',
    tests: 'test/hostile/gate-signing.test.ts',
    codes:
      /^HYPER_(?:SIGNATURE_(?!DROPPED|REMOVED)|SIGNED_|TRUST_ROOT_MISSING|ROOT_|HISTORY_CUT|STATEMENT_|BUNDLE_|SSH_SIGNATURE|KEYLESS_(?:MALFORMED|CERTIFICATE|LOG|SIGNATURE|TIME)|REVISION_(?:ROLLBACK|FORK|GONE))/u,
  },
];

const LATER = new Set(['archives', 'policies', 'access', 'signatures']);
const OWN = new Set([...ALL_RULES, ...CHANGE_RULES, ...EXAMINED_RULES].flatMap(({ codes }) => codes));

/** Laws beside the tables: what every file is parsed and checked with, policies, grants and signatures. */
export const COVERING_RULES: readonly CoveringRule[] = ROWS.map((row) => ({
  ...row,
  severity: 'error',
  since: LATER.has(row.id) ? '0.2.0' : '0.1.0',
  isSkippable: false,
  codes: (Object.keys(CODES) as Code[]).filter((code) => row.codes.test(code) && !OWN.has(code)),
}));
