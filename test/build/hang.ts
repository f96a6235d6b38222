/**
 * Milliseconds that no busy machine needs for what these tests do: only work that grows out of hand gets there. Nothing
 * passes or fails by how fast it is.
 */
export const HANG_MS = 20_000;
