import type { Code, JsonObject } from '../core/index.ts';
import type { PlannedFile } from './commit-plan.ts';

/** What became of one dependency. */
export interface CarriedEdge {
  /** The artifact and version that need it, as the source writes them. */
  readonly from: string;
  /** What they need, as the source writes it. */
  readonly to: string;
  readonly requirement: string;
  readonly type: 'runtime' | 'dev' | 'peer';
  readonly outcome: 'carried' | 'approximated' | 'dropped';
  /** The range in the manifest; undefined where the edge was dropped. */
  readonly range?: string;
  /** Why it was approximated or dropped. */
  readonly code?: Code;
}

/** A line or an entry that became a release. */
export interface ImportedRelease {
  readonly outcome: 'carried';
  /** Counts from 1. */
  readonly line: number;
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  /** Milliseconds since 1970; null where the source gives no times. */
  readonly publishedAt: number | null;
  /** The host of its content; undefined where the content is in the registry. */
  readonly contentHost?: string;
  /** Its content, where that is a blob of the registry. */
  readonly blob?: PlannedFile;
  /** Whether the content is the source's description, standing for bytes that could not be checked. */
  readonly isDescribed: boolean;
  /** An Artifact manifest (SPEC section 2.1). */
  readonly manifest: JsonObject & { readonly kind: 'Artifact' };
  /** The release's entry in its ArtifactState; undefined where it is simply published. */
  readonly state?: JsonObject;
  readonly edges: readonly CarriedEdge[];
}

/** A line or an entry that did not, and why. */
export interface SkippedRelease {
  readonly outcome: 'skipped';
  readonly line: number;
  readonly code: Code;
  /** One clause, safe to print. */
  readonly message: string;
  /** As the source writes them; undefined where the line could not be read so far. */
  readonly name?: string;
  readonly version?: string;
  /** How many dependencies were lost with it; 0 where the line could not be read so far. */
  readonly edges: number;
}

export type ImportRecord = ImportedRelease | SkippedRelease;
