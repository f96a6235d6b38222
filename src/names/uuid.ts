const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

/** True for a UUID of version 7 (RFC 9562) in lower case: the id of a release. */
export function isUuidV7(text: string): boolean {
  return text.length === 36 && UUID_V7.test(text);
}

/** True for anything with the shape of a UUID in lower case, whatever its version. */
export function isUuid(text: string): boolean {
  return text.length === 36 && UUID.test(text);
}
