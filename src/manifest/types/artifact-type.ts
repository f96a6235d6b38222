import type { Check } from '../checks/check.ts';

export type ArtifactTypeName = 'plugin' | 'service' | 'config' | 'template' | 'library' | 'theme';

/** One row of the table of artifact types. Adding a type is one such file and one schema, `schemas/<type>-spec.schema.json`. */
export interface ArtifactType {
  readonly type: ArtifactTypeName;
  /** For pages and lists: `Plugins`. */
  readonly plural: string;
  /** Title of the schema of `spec`. */
  readonly specSchema: string;
  /** Whether a release must have `content`; the schema says the same. */
  readonly needsContent: boolean;
  /** Laws about `spec` beyond its schema. */
  readonly checks: readonly Check[];
}
