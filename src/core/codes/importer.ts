import type { CodeEntry } from './code-entry.ts';

/** Codes of importers: what could not be carried from another registry, and why. */
export const IMPORTER_CODES = {
  HYPER_IMPORT_SOURCE: {
    exit: 2,
    title: 'a source without a kind',
    explanation: 'The source of an import is written kind:file, so that the file is never guessed at.',
    fix: 'Write for example purescript:releases.jsonl.gz.',
  },
  HYPER_IMPORT_KIND_UNKNOWN: {
    exit: 2,
    title: 'no importer of that kind',
    explanation:
      'hyper import reads the kinds that it has an importer for; the word before the colon is none of them.',
    fix: 'Write for example hyper import helm:index.yaml; hyper import --help lists the kinds.',
  },
  HYPER_IMPORT_DOCUMENT: {
    exit: 1,
    title: 'a document of another kind',
    explanation:
      'The file cannot be read as JSON or YAML, or lacks what every file of its format has. Nothing was made.',
    fix: 'Look at the first lines of the file: it may be an error page, or belong to another kind of import.',
  },
  HYPER_IMPORT_ENTRY_KIND: {
    exit: 1,
    title: 'an entry that is no artifact',
    explanation:
      'The entry describes people, a place or something else that no type of artifact stands for. It was skipped; all others were read.',
    fix: 'Nothing to do, unless you want it as an artifact: then write it by hand.',
  },
  HYPER_IMPORT_CONTENT_DESCRIBED: {
    exit: 0,
    title: 'a description in place of the content',
    explanation:
      'The source gives no sha256 of the bytes, which every content here must have. The content of the release is what the source says of it; the annotations source-uri and source-integrity say where the bytes are and what digest the source gives.',
    fix: 'Compute the sha256 of the bytes and publish the release by hand where hyper pull shall fetch them.',
  },
  HYPER_IMPORT_LINE_MALFORMED: {
    exit: 1,
    title: 'an import line that is no release',
    explanation:
      'A line of the source is not one JSON object with the fields of its format. It was skipped; all others were read.',
    fix: 'Look at the line with: sed -n LINEp FILE. Mend it and import again.',
  },
  HYPER_IMPORT_LINE_TOO_LONG: {
    exit: 1,
    title: 'an import line that is too long',
    explanation:
      'A line of the source has more than a million characters, which no release has. It was skipped unread.',
    fix: 'Check that the file has one release on each line.',
  },
  HYPER_IMPORT_TEXT_REFUSED: {
    exit: 1,
    title: 'an import line with unsafe text',
    explanation:
      'A text of the line holds control, bidirectional or invisible characters, which manifests may not hold. The line was skipped.',
    fix: 'Remove the characters from the source and import again.',
  },
  HYPER_IMPORT_NAME_REFUSED: {
    exit: 1,
    title: 'a name that cannot be carried',
    explanation:
      'Even in kebab-case the name of the source is not a name here: too long, empty or a reserved word. Its releases were skipped.',
    fix: 'Give the artifact another name by hand if you need it.',
  },
  HYPER_IMPORT_NAME_TWIN: {
    exit: 1,
    title: 'two names that become one',
    explanation:
      'Two names of the source become the same name in kebab-case. The first in alphabetical order keeps it; the releases of the other were skipped, not merged.',
    fix: 'Give the other artifact another name by hand if you need it.',
  },
  HYPER_IMPORT_VERSION_UNMAPPED: {
    exit: 1,
    title: 'a version that cannot be carried',
    explanation:
      'No SemVer version stands where this one stands in the order of the source, so carrying it would change which versions are newer. The release was skipped.',
    fix: 'Nothing to do: dependencies on it are led to the nearest version below.',
  },
  HYPER_IMPORT_VERSION_TWIN: {
    exit: 1,
    title: 'two versions that become one',
    explanation:
      'Another version of the same name has the same SemVer version, or differs from it only in build metadata. This one was skipped, not merged.',
    fix: 'Nothing to do, unless you need exactly this release: then publish it under a version of its own.',
  },
  HYPER_IMPORT_RELEASE_REPEATED: {
    exit: 1,
    title: 'a release that came before',
    explanation: 'The source lists the same name and version twice. The first line was carried.',
    fix: 'Remove one of the lines.',
  },
  HYPER_IMPORT_CONTENT_UNUSABLE: {
    exit: 1,
    title: 'content that cannot be checked',
    explanation:
      'The source gives no https address with a sha256 for the content, and a release without both could not be verified later. It was skipped.',
    fix: 'Compute the sha256 of the content and publish the release by hand if you need it.',
  },
  HYPER_IMPORT_EDGE_APPROXIMATED: {
    exit: 0,
    title: 'a dependency carried loosely',
    explanation:
      'The dependency asks for a version that was not carried, so its range begins at the nearest version that was.',
    fix: 'Nothing to do: the annotation approximated-dependencies of the release keeps the words of the source.',
  },
  HYPER_IMPORT_EDGE_UNBOUNDED: {
    exit: 0,
    title: 'a dependency without a version',
    explanation: 'The source names no version, so any version will do.',
    fix: 'Nothing to do: the annotation approximated-dependencies of the release keeps the words of the source.',
  },
  HYPER_IMPORT_EDGE_REFUSED: {
    exit: 0,
    title: 'a dependency whose range cannot be read',
    explanation:
      'The requirement of the source is no range that hyper reads, so the dependency was left out.',
    fix: 'Nothing to do: the annotation dropped-dependencies of the release keeps the words of the source.',
  },
  HYPER_IMPORT_EDGE_REPEATED: {
    exit: 0,
    title: 'a dependency named twice',
    explanation:
      'The release needs the same artifact twice, at run time and for development; the first was carried.',
    fix: 'Nothing to do: the annotation dropped-dependencies of the release keeps the words of the source.',
  },
  HYPER_IMPORT_EDGE_TARGET_ABSENT: {
    exit: 0,
    title: 'a dependency on what is not here',
    explanation:
      'The source has no release of the artifact, or none that could be carried, so the dependency was left out.',
    fix: 'Nothing to do: the annotation dropped-dependencies of the release keeps the words of the source.',
  },
} as const satisfies Record<string, CodeEntry>;
