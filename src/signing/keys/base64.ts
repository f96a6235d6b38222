/** The bytes of base64 in its one canonical spelling (RFC 4648 section 4, padded); undefined for anything else. Pure. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** As `fromBase64`, with blanks and line breaks between the digits. Pure. */
export function fromWrappedBase64(text: string): Buffer | undefined {
  return fromBase64(text.replace(/[ \t\r\n]+/gu, ''));
}

/** Pure. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
