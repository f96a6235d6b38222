/** Something in a text that should be known to nobody else. */
export interface FoundSecret {
  /** What it is, in a few words of ours. */
  readonly what: string;
  /** Where it stands, in UTF-16 units of the text; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Port: looks for secrets in texts by a library's rules; one answer a text. The same texts give the same findings. */
export type SecretScanner = (texts: readonly string[]) => Promise<readonly (readonly FoundSecret[])[]>;
