import type { AppliedSkip, ChangeFact } from '../../gate/index.ts';

/** Who must still say yes, and to what. */
export interface OpenDecision {
  readonly code: string;
  readonly path: string | null;
  /** The capability that they need at the merge base. */
  readonly capability: string;
  /** Where they need it; null for the registry itself. */
  readonly namespace: string | null;
  readonly needed: number;
  /** Accounts of the forge that said yes already, each as its number and its login. */
  readonly given: readonly { readonly id: number; readonly login: string }[];
}

/** What `hyper ci` found, for scripts: the `data` of its report. */
export interface CiData {
  /** Full ids of the commits. */
  readonly target: string;
  readonly head: string;
  /** The commits from which the change is judged, and whose owners, roles, keys and policies count. */
  readonly mergeBases: readonly string[];
  readonly event: { readonly name: string; readonly number: number | null } | null;
  readonly authors: readonly { readonly id: number; readonly login: string }[];
  /** Who approves the change as it is: neither its authors nor bots, by their last word for this very head. */
  readonly approvals: readonly { readonly id: number; readonly login: string }[];
  /** What the change does, by meaning. */
  readonly changes: readonly ChangeFact[];
  /** Dependents whose resolution is another one, stops or begins to work; in order of name. */
  readonly impact: readonly {
    readonly kind: 'changed' | 'broken' | 'mended';
    readonly artifact: string;
    readonly version: string;
    readonly changes: readonly {
      readonly artifact: string;
      readonly from: string | null;
      readonly to: string | null;
    }[];
  }[];
  readonly decisions: readonly OpenDecision[];
  /** Of the merge base, whether they were of use or not. */
  readonly skips: readonly AppliedSkip[];
  /** The registry's folder in its repository: empty, or with a slash at its end. */
  readonly prefix: string;
  readonly counts: CiCounts;
  /** Commands that come next. */
  readonly next: readonly string[];
}

export interface CiCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Files outside the registry's folder. */
  readonly outside: number;
  readonly rules: number;
  readonly errors: number;
  readonly warnings: number;
  /** Contents and folders that were read: they follow the change, not the registry. */
  readonly blobsRead: number;
  readonly foldersRead: number;
}
