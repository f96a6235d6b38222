export { NEWEST_FORMAT } from './checks/format-version.ts';
export {
  MANIFEST_FORMATS,
  fieldsBeyond,
  formatOfApiVersion,
  newestFormatOf,
  toApiVersion,
} from './formats.ts';
export type { ManifestFormat } from './formats.ts';
export { checkInnerPath } from './checks/inner-path.ts';
export type { Dependency, DependencyType } from './dependency.ts';
export {
  ALWAYS,
  bothOf,
  holds,
  isNeededOn,
  joinWays,
  simplified,
  waysAlong,
} from './dependency-condition.ts';
export type { Platform } from './dependency-condition.ts';
export { formatFieldPath } from './field-path.ts';
export type {
  AccessCondition,
  DependencyCondition,
  Digests,
  Permission,
  PolicyCondition,
  Principal,
  PublicKey,
  SigningIdentity,
} from './generated/types.ts';
export { isLicenseExpression } from './license-expression.ts';
export { editManifest } from './edit-manifest.ts';
export { FIELD_ORDER } from './generated/field-order.ts';
export { isLicensedUnder } from './license-terms.ts';
export { newerLicense } from './newer-license.ts';
export { contentPathOf, dependenciesOf } from './manifest-parts.ts';
export { KINDS } from './kinds/index.ts';
export type { Kind } from './kinds/kind.ts';
export type {
  ArtifactManifest,
  ArtifactStateManifest,
  LockfileManifest,
  Manifest,
  ManifestKind,
  NamespaceManifest,
  PolicyManifest,
  ProjectManifest,
  RegistryManifest,
  TrustRootManifest,
  TypedSpec,
} from './manifest.ts';
export { parseManifest } from './parse-manifest.ts';
export type { ManifestOutcome } from './parse-manifest.ts';
export { SCHEMA_BASE_URL, schemaLineFor } from './schema-line.ts';
export { ARTIFACT_TYPES } from './types/index.ts';
export type { ArtifactType, ArtifactTypeName } from './types/artifact-type.ts';
