import type { JsonObject } from '../../core/index.ts';
import type { AddFinding } from '../finding.ts';
import type { ValidateFunction } from '../generated/validators.js';
import type { Manifest, ManifestKind } from '../manifest.ts';

/** One row of the table of kinds. */
export interface Kind {
  readonly kind: ManifestKind;
  /** Where such manifests stand, for people: `namespaces/<path>/namespace.yaml`. */
  readonly filePattern: string;
  /** File in `schemas/`. */
  readonly schemaFile: string;
  readonly validate: ValidateFunction;
  /**
   * Checks what the schema cannot say and brings the manifest into its normal form. It is called for manifests with
   * faults too: then its result is not used. Pure.
   */
  read(manifest: JsonObject, add: AddFinding): Manifest;
}
