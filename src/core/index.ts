export { canonicalJson, isCanonicalJson } from './canonical-json.ts';
export type { Clock } from './clock.ts';
export { CODES, TYPED_CODES } from './codes/index.ts';
export type { Code, CodeEntry, ExitStatus } from './codes/index.ts';
export { compareDiagnostics, fileOfDiagnostic } from './diagnostic.ts';
export type { Diagnostic, Severity } from './diagnostic.ts';
export { beginDigest, digestHex, digestOf } from './digest.ts';
export type { Digest, DigestAlgorithm } from './digest.ts';
export { flatCopy } from './flat-copy.ts';
export { exitStatusOfError } from './exit-status-of-error.ts';
export { HyperError, toHyperError, toTypedError } from './hyper-error.ts';
export type { HyperErrorOptions, TypedFault } from './hyper-error.ts';
export { throwIfInterrupted, toInterruption } from './interruption.ts';
export { invariant } from './invariant.ts';
export { isJsonObject } from './json-value.ts';
export type { JsonObject, JsonValue } from './json-value.ts';
export { parseJsonObject } from './parse-json-object.ts';
export {
  MAX_DEPTH,
  MAX_DIAGNOSTICS_PER_FILE,
  MAX_KEYS,
  MAX_MANIFEST_BYTES,
  MAX_NAMESPACE_SEGMENTS,
  MAX_NAMESPACE_UNITS,
  MAX_PATH_SEGMENTS,
  MAX_PATH_UNITS,
  MAX_RANGE_UNITS,
  MAX_README_BYTES,
  MAX_SEGMENT_UNITS,
  MAX_STRING_UNITS,
  MAX_VERSION_UNITS,
} from './limits.ts';
export { mapConcurrently } from './map-concurrently.ts';
export { Moment } from './moment.ts';
export type { When } from './moment.ts';
export { comparePaths, compareText, placeAmong, sortedBy } from './order.ts';
export type { Position, Span } from './position.ts';
export { allOf, anyOf, opposite, toTruth } from './truth.ts';
export type { Truth } from './truth.ts';
export { toOneLine, toVisible } from './visible.ts';
