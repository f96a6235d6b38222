/** Hard limits with their units. A registry's settings may lower them, never raise them. */
export const MAX_MANIFEST_BYTES = 1024 * 1024;
export const MAX_DEPTH = 64;
export const MAX_KEYS = 5000;
export const MAX_STRING_UNITS = 64 * 1024;
export const MAX_NAMESPACE_UNITS = 255;
export const MAX_NAMESPACE_SEGMENTS = 16;
export const MAX_SEGMENT_UNITS = 63;
export const MAX_RANGE_UNITS = 256;
export const MAX_VERSION_UNITS = 256;
export const MAX_PATH_UNITS = 1024;
export const MAX_PATH_SEGMENTS = 32;
export const MAX_README_BYTES = 512 * 1024;
/** Findings kept for one file; the rest are counted. */
export const MAX_DIAGNOSTICS_PER_FILE = 100;
