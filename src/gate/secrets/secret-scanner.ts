/** Something in a text that should be known to nobody else. */
export interface FoundSecret {
  /** What it is, in a few words of ours. */
  readonly what: string;
  /** Where it stands, in UTF-16 units of the text; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Port: looks for secrets in a text by a library's rules. The same text gives the same findings. */
export type SecretScanner = (text: string, path: string) => Promise<readonly FoundSecret[]>;
