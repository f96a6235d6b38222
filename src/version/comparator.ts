import type { Version } from './version.ts';

/** One bound of a range; a version keeps it where `version operator bound` is true. */
export interface Comparator {
  readonly operator: '<' | '<=' | '>' | '>=' | '=';
  readonly version: Version;
}
