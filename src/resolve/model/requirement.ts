import type { Span } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { Dependency, DependencyCondition } from '../../manifest/index.ts';

/** Where something was written; the path is repository content and so untrusted. */
export interface Origin {
  /** From the root of its registry or project, with forward slashes. */
  readonly path: string;
  /** Where in the document; enough to find the span when an explanation needs it. */
  readonly pointer?: Pointer;
  readonly span?: Span;
}

/**
 * One thing that is needed. A `Dependency` of a manifest is one as it stands, once its `artifact` is canonical:
 * `namespace/name`, bare names looked up and ids replaced by whoever reads the manifest.
 */
export interface Requirement extends Pick<Dependency, 'artifact' | 'range' | 'type' | 'optional'> {
  /** A channel or tag: the version that it names is taken, and `range` is not looked at. */
  readonly tag?: string;
  /** Exactly this version, to the letter, build metadata included: `range` and `tag` are not looked at. */
  readonly exact?: string;
  /** Kept in the answer, not decided: one resolution serves all platforms. */
  readonly condition?: DependencyCondition;
  /** Asked by whoever wants to know why not; explanations say so. */
  readonly isQuestion?: boolean;
  /** Within the manifest that it stands in. */
  readonly pointer?: Pointer;
  /** Needed only where the requirement stands in no candidate's manifest. */
  readonly origin?: Origin;
}
