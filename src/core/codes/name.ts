import type { CodeEntry } from './code-entry.ts';

/** Codes of names, namespace paths, references and path segments (SPEC section 1). */
export const NAME_CODES = {
  HYPER_NAME_EMPTY: {
    exit: 1,
    title: 'an empty name',
    explanation: 'A name, a namespace path or a reference is empty where one is needed.',
    fix: 'Write a name of lower-case letters, digits and single dashes, such as nexus-auth.',
  },
  HYPER_NAME_TOO_LONG: {
    exit: 1,
    title: 'a name that is too long',
    explanation: 'A name or one segment of a namespace path has at most 63 characters.',
    fix: 'Shorten the name.',
  },
  HYPER_NAME_UPPER_CASE: {
    exit: 1,
    title: 'upper case in a name',
    explanation:
      'Names are compared without regard to case, so upper case is never a different name and is never written.',
    fix: 'Write the name in lower case.',
  },
  HYPER_NAME_LOOK_ALIKE: {
    exit: 1,
    title: 'a letter that is not ASCII in a name',
    explanation:
      'Names are ASCII. Letters of other scripts, full-width forms, accents and invisible characters can look like another name.',
    fix: 'Type the name with plain letters a to z, digits and dashes.',
  },
  HYPER_NAME_DASHES: {
    exit: 1,
    title: 'a dash too many in a name',
    explanation: 'A name neither begins nor ends with a dash, and two dashes never stand side by side.',
    fix: 'Remove the extra dashes.',
  },
  HYPER_NAME_CHARACTER: {
    exit: 1,
    title: 'a character that names do not have',
    explanation: 'A name is made of the letters a to z, the digits 0 to 9 and single dashes between them.',
    fix: 'Replace the character, usually by a dash.',
  },
  HYPER_NAME_RESERVED: {
    exit: 1,
    title: 'a reserved name',
    explanation:
      'The name belongs to the layout of a registry, to the static site, to git, to JavaScript objects or to Windows devices, or has the shape of an id.',
    fix: 'Choose another name.',
  },
  HYPER_NAMESPACE_TOO_LONG: {
    exit: 1,
    title: 'a namespace path that is too long',
    explanation: 'A namespace path has at most 255 characters in its dotted form.',
    fix: 'Shorten or drop segments.',
  },
  HYPER_NAMESPACE_TOO_DEEP: {
    exit: 1,
    title: 'a namespace path with too many segments',
    explanation: 'A namespace path has at most 16 segments.',
    fix: 'Drop segments from the path.',
  },
  HYPER_NAMESPACE_SEPARATOR: {
    exit: 1,
    title: 'a dot or slash too many in a namespace path',
    explanation: 'A namespace path neither begins nor ends with a separator and has no two side by side.',
    fix: 'Remove the extra dots or slashes.',
  },
  HYPER_NAMESPACE_MIXED_FORM: {
    exit: 1,
    title: 'dots and slashes mixed in a namespace path',
    explanation:
      'A namespace path is dotted (org.acme.team) or in slash form (orgs/acme/team), never both; only below an e-mail owner are children written with slashes.',
    fix: 'Write the dotted form.',
  },
  HYPER_NAMESPACE_SCOPE: {
    exit: 1,
    title: 'a namespace path without a scope',
    explanation: 'The first segment of a namespace path is its scope: pkg, hyper, lib, org, user or local.',
    fix: 'Put the scope in front, for example org.acme.',
  },
  HYPER_NAMESPACE_OWNER_MISSING: {
    exit: 1,
    title: 'a namespace path without an owner',
    explanation:
      'In the scopes org and user the second segment names the owner; the scope alone is not a namespace.',
    fix: 'Name the owner, for example org.acme or user.alice.',
  },
  HYPER_NAMESPACE_EMAIL: {
    exit: 1,
    title: 'an e-mail address that cannot be an owner',
    explanation:
      'Only the owner segment of the scope user may be an e-mail address: lower case, one @, a domain of at least two labels.',
    fix: 'Write user.name@example.com, or a plain name.',
  },
  HYPER_REFERENCE_SELECTOR: {
    exit: 1,
    title: 'a reference with a malformed selector',
    explanation:
      'After the @ of a reference stands an exact version, a range, a channel or tag, or sha256: and 64 lower-case hexadecimal digits.',
    fix: 'Write for example @1.2.0, @^1.2, @stable or @sha256:<64 hex digits>.',
  },
  HYPER_REFERENCE_SCOPED: {
    exit: 1,
    title: 'a reference in the spelling of another registry',
    explanation: 'References do not begin with @. A reference has one spelling: namespace, slash, name.',
    fix: 'Write the namespace in front, for example org.acme/nexus-auth.',
  },
  HYPER_REFERENCE_DOTTED: {
    exit: 1,
    title: 'a reference without a slash',
    explanation:
      'The fully dotted spelling of a reference is accepted on the command line only; files hold namespace, slash, name.',
    fix: 'Put a slash before the name of the artifact.',
  },
  HYPER_REFERENCE_AMBIGUOUS: {
    exit: 1,
    title: 'a dotted reference that can be read in several ways',
    explanation:
      'With an e-mail owner the fully dotted spelling does not say where the owner ends and the name begins.',
    fix: 'Put a slash before the name of the artifact.',
  },
  HYPER_PATH_TRAVERSAL: {
    exit: 1,
    title: 'a path segment that is no name',
    explanation: 'An entry of a tree is empty, "." or "..", which leads out of its folder.',
    fix: 'Remove the entry from the tree.',
  },
  HYPER_PATH_GIT_TWIN: {
    exit: 1,
    title: 'a path segment that some disks take for .git',
    explanation:
      'Some file systems ignore case, trailing dots and spaces, invisible characters or shorten names, and would write this entry into the git folder itself.',
    fix: 'Remove the entry from the tree.',
  },
  HYPER_PATH_CHARACTER: {
    exit: 1,
    title: 'a character that is unsafe in a path',
    explanation:
      'Control, bidirectional and invisible characters, backslash, colon, quotation marks, angle brackets, bars and the glob characters * ? [ are refused in file names, as is text that is not UTF-8.',
    fix: 'Rename the file with letters, digits, dashes, underscores and dots.',
  },
  HYPER_PATH_DEVICE_NAME: {
    exit: 1,
    title: 'a Windows device name in a path',
    explanation:
      'Windows takes con, prn, aux, nul, com1, lpt1 and their like for devices, whatever the extension.',
    fix: 'Rename the file.',
  },
  HYPER_PATH_EDGE: {
    exit: 1,
    title: 'a path segment with an unsafe beginning or end',
    explanation:
      'A leading dash is read as an option by programs; a leading space, a trailing space or dot is lost on some disks.',
    fix: 'Rename the file.',
  },
  HYPER_PATH_SEGMENT_TOO_LONG: {
    exit: 1,
    title: 'a path segment that is too long',
    explanation: 'File systems hold at most 255 bytes of UTF-8 in one file name.',
    fix: 'Shorten the file name.',
  },
} as const satisfies Record<string, CodeEntry>;
