/** One thing that a change does, told by meaning. */
export interface ChangeFact {
  readonly kind:
    | 'release-published'
    | 'release-changed'
    | 'release-removed'
    | 'state'
    | 'pointer'
    | 'redirect'
    | 'signature'
    | 'namespace'
    | 'grant'
    | 'key'
    | 'policy'
    | 'registry'
    | 'trust'
    | 'file';
  /** What it is about: `namespace/name`, a namespace, a policy or a path. */
  readonly subject: string;
  /** In words, beginning with a verb; names stand in quotes. */
  readonly text: string;
  /** What belongs to it, each in words. */
  readonly details: readonly string[];
}

/** A name as it stands in the words of a fact: on one line, between quotes that end with it. Pure. */
export function quoted(text: string): string {
  const line = text.replaceAll('"', "'");
  return `"${line.length > MAX_SHOWN_UNITS ? `${line.slice(0, MAX_SHOWN_UNITS)}…` : line}"`;
}

const MAX_SHOWN_UNITS = 120;
