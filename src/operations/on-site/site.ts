/** What stands at a path of a site. */
export type SiteFile =
  | { readonly kind: 'file'; readonly sha256: string }
  | { readonly kind: 'missing' }
  /** More bytes than were allowed; not one beyond them was used. */
  | { readonly kind: 'larger' }
  /** A link, a folder, a device. */
  | { readonly kind: 'other' };

/** Port: a built site, in a folder or at an address. Paths are relative with forward slashes; all it gives is untrusted. */
export interface Site {
  /** As people would write it. */
  readonly label: string;
  /** The bytes of a plain file of at most so many bytes; undefined where there is none, or it is larger. */
  read(path: string, maxBytes: number): Promise<Uint8Array | undefined>;
  /** The sha256 in hex of a plain file that may have this size at most; streamed. */
  measure(path: string, size: number): Promise<SiteFile>;
  /** Every path below it, in order; undefined where a site cannot be listed. */
  list(): Promise<readonly string[] | undefined>;
}
