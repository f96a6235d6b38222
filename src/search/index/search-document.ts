/** What the index knows of an artifact: what its latest release says, and its state. */
export interface SearchDocument {
  /** `namespace/name`; unique in an index. */
  readonly reference: string;
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly version: string;
  readonly state: string;
  readonly description: string;
  readonly author?: string;
  readonly license?: string;
  readonly tags: readonly string[];
  readonly keywords: readonly string[];
  /** UTC ISO 8601. */
  readonly created: string;
  readonly published?: string;
  /** What the registry itself saw; never what authors say. */
  readonly rating?: number;
  readonly downloadCount?: number;
  /** How much hangs on it, from 0 to 7: who needs whom, never what authors say. */
  readonly rank?: number;
}

/** What a result shows; kept in the index. */
export interface StoredDocument {
  readonly reference: string;
  readonly type: string;
  readonly version: string;
  readonly state: string;
  /** The beginning of it. */
  readonly description: string;
  readonly tags: readonly string[];
  readonly license: string | null;
  readonly published: string | null;
}
