import type { Pointer } from '../document/index.ts';
import type { Reference } from '../names/index.ts';
import type { Constraint } from '../version/index.ts';
import type { DependencyCondition } from './generated/types.ts';

export type DependencyType = 'runtime' | 'dev' | 'build' | 'peer';

/** One dependency in its normal form, whichever form it was written in (SPEC section 2.1). */
export interface Dependency {
  /** The canonical spelling: `namespace/name`, a bare name still to be looked up, or an id. */
  readonly artifact: string;
  readonly reference: Reference;
  /** As it was written. */
  readonly constraint: Constraint;
  /** The same as a node-semver range. */
  readonly range: string;
  readonly type: DependencyType;
  readonly optional: boolean;
  readonly condition?: DependencyCondition;
  readonly registry?: string;
  readonly scope?: string;
  readonly reason?: string;
  /** Where the entry stands in its manifest. */
  readonly pointer: Pointer;
}
