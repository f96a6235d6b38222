import type { CodeEntry } from './code-entry.ts';
import { FIELD_CODES } from './field.ts';

/** Codes of manifests: header, fields and the laws about them (SPEC section 2). */
export const MANIFEST_CODES = {
  ...FIELD_CODES,
  HYPER_MANIFEST_SHAPE: {
    exit: 1,
    title: 'not a manifest',
    explanation:
      'A manifest is a map that begins with apiVersion and kind; the file holds a list or a single value.',
    fix: 'Begin the file with apiVersion: hyper/v1 and kind.',
  },
  HYPER_API_VERSION_NEWER: {
    exit: 1,
    title: 'a manifest of a later format',
    explanation:
      'The manifest was written for a format that this hyper does not know. It is not read at all, because guessing could change its meaning.',
    fix: 'Upgrade hyper.',
  },
  HYPER_API_VERSION_UNKNOWN: {
    exit: 1,
    title: 'an unknown format',
    explanation:
      'The field apiVersion names the format of the manifest: hyper/v1, and for an ArtifactState hyper/v2 too.',
    fix: 'Write apiVersion: hyper/v1.',
  },
  HYPER_KIND_UNKNOWN: {
    exit: 1,
    title: 'an unknown kind',
    explanation:
      'The field kind says what the manifest is: Artifact, ArtifactState, Namespace, Registry, TrustRoot, Policy, Project or Lockfile.',
    fix: 'Write one of the kinds, spelt as here.',
  },
  HYPER_FAULTS_OMITTED: {
    exit: 0,
    title: 'more faults than are listed',
    explanation: 'A manifest has more faults than are listed for one file.',
    fix: 'Mend the ones that are listed, and run the command again.',
  },
  HYPER_TIME_INVALID: {
    exit: 1,
    title: 'not a moment in UTC',
    explanation:
      'Moments are ISO 8601 in UTC with a Z at the end, and lie on the calendar. Leap seconds are not written.',
    fix: 'Write for example 2026-03-14T09:26:53Z.',
  },
  HYPER_TIME_ORDER: {
    exit: 1,
    title: 'moments in the wrong order',
    explanation: 'A moment lies before another that must come first, as a publication before the creation.',
    fix: 'Correct one of the two moments.',
  },
  HYPER_ID_INVALID: {
    exit: 1,
    title: 'not an id',
    explanation: 'An id is a UUID of version 7 in lower case, with its version and variant bits.',
    fix: 'Give the manifest a new UUID of version 7.',
  },
  HYPER_URL_UNSAFE: {
    exit: 1,
    title: 'an unsafe address',
    explanation:
      'Addresses are https (mail addresses where meant), name a host, and carry neither credentials nor hidden characters: they become links and downloads.',
    fix: 'Write a full https address without user name and password.',
  },
  HYPER_PATH_OUTSIDE: {
    exit: 1,
    title: 'a path that leaves its folder',
    explanation:
      'Paths in a manifest are relative, with forward slashes, and stay below their artifact: no leading slash, drive, scheme, tilde, double dot or encoded separator.',
    fix: 'Write a path below the artifact, such as dist/index.js.',
  },
  HYPER_DIGEST_FORM: {
    exit: 1,
    title: 'a malformed digest',
    explanation: 'Digests are lower-case hex of the full length: 64 digits of SHA-256, 128 of SHA3-512.',
    fix: 'Print it with: sha256sum FILE.',
  },
  HYPER_CONTENT_URI: {
    exit: 1,
    title: 'an unsafe content address',
    explanation:
      'Content is fetched from https, oci or s3 addresses that name a host and carry no credentials.',
    fix: 'Write an https, oci or s3 address without user name and password.',
  },
  HYPER_CONTENT_PATH: {
    exit: 1,
    title: 'a blob path that does not agree with the digest',
    explanation:
      'A blob stands at blobs/sha256/, two digits, two digits, the digest: the path follows from content.digests.sha256.',
    fix: 'Write the path given in the hint.',
  },
  HYPER_CONTENT_DIGEST: {
    exit: 1,
    title: 'inline content with another digest',
    explanation:
      'The bytes of content.inline do not have the digest that is stated. Text counts as UTF-8, as YAML reads it.',
    fix: 'Correct the digest, or the content.',
  },
  HYPER_CONTENT_SIZE: {
    exit: 1,
    title: 'inline content of another size',
    explanation: 'The bytes of content.inline are not as many as content.size says.',
    fix: 'Write the size given in the hint.',
  },
  HYPER_CONTENT_ENCODING: {
    exit: 1,
    title: 'inline content in another encoding',
    explanation: 'The field content.encoding says how content.inline is written, and it is not written so.',
    fix: 'Write the content in base64, or remove encoding.',
  },
  HYPER_LICENSE_INVALID: {
    exit: 1,
    title: 'not an SPDX licence expression',
    explanation:
      'Licences are SPDX expressions: ids of the SPDX list, joined by AND, OR and WITH. A licence of your own is LicenseRef- and a name.',
    fix: 'Look the id up at https://spdx.org/licenses/.',
  },
  HYPER_LICENSE_DEPRECATED: {
    exit: 1,
    title: 'a deprecated licence id',
    explanation:
      'SPDX has replaced the id, mostly because it left open whether later versions of the licence count.',
    fix: 'Write the id with -only or -or-later.',
  },
  HYPER_DEPENDENCY_DUPLICATE: {
    exit: 1,
    title: 'a dependency listed twice',
    explanation:
      'Two entries have the same artifact, type, registry and condition; which one counts would be left to chance.',
    fix: 'Keep one of the two entries.',
  },
  HYPER_DEPENDENCY_SELF: {
    exit: 1,
    title: 'a dependency on itself',
    explanation: 'An artifact cannot need itself.',
    fix: 'Remove the entry.',
  },
  HYPER_DEPENDENCY_SELECTOR: {
    exit: 1,
    title: 'a dependency with versions in its name',
    explanation: 'The versions of a dependency stand in its range, not after an @ in its name.',
    fix: 'Move what follows the @ to the range.',
  },
  HYPER_ENTRY_DUPLICATE: {
    exit: 1,
    title: 'an entry listed twice',
    explanation: 'Two entries of a list have the same name, id or path, which must tell them apart.',
    fix: 'Rename or remove one of them.',
  },
  HYPER_STATE_ILLEGAL: {
    exit: 1,
    title: 'a state and its details disagree',
    explanation:
      'Each state of a release has its details: a deprecated one a deprecation, an archived one the state before; a draft is not yanked.',
    fix: 'Add or remove the part named in the message, or change the state.',
  },
  HYPER_SCOPE_DISAGREES: {
    exit: 1,
    title: 'a scope that is not that of the path',
    explanation: 'The scope of a namespace follows from the first segment of its path.',
    fix: 'Write the scope given in the hint, or leave the field out.',
  },
  HYPER_QUOTA_DISAGREES: {
    exit: 1,
    title: 'two numbers for one quota',
    explanation: 'storageQuota and maxArtifacts are short forms of quotas.storage and quotas.artifacts.',
    fix: 'Keep one of the two fields.',
  },
  HYPER_THRESHOLD_UNREACHABLE: {
    exit: 1,
    title: 'a threshold that cannot be reached',
    explanation: 'More signers are asked for than are listed, so nothing could ever be signed.',
    fix: 'List more keys or identities, or lower the threshold.',
  },
  HYPER_ROLE_BUILT_IN: {
    exit: 1,
    title: 'a role with a built-in name',
    explanation:
      'The roles admin, publisher, maintainer, contributor and user are built in and cannot be defined again.',
    fix: 'Choose another name.',
  },
  HYPER_ROLE_UNKNOWN: {
    exit: 1,
    title: 'inheriting from no role',
    explanation: 'A role inherits from a role that is neither built in nor defined in the registry.',
    fix: 'Correct the name.',
  },
  HYPER_ROLE_CIRCLE: {
    exit: 1,
    title: 'roles that inherit in a circle',
    explanation: 'A role inherits from itself through others.',
    fix: 'Remove one of the links.',
  },
} as const satisfies Record<string, CodeEntry>;
