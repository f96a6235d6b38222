/** The sha256 in hex of a subresource integrity text, or undefined where it has none that is well formed. Pure. */
export function sha256OfIntegrity(integrity: string): string | undefined {
  for (const part of integrity.split(' ')) {
    const base64 = /^sha256-([A-Za-z0-9+/]{43}=)$/u.exec(part)?.[1];
    if (base64 === undefined) continue;
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length === 32 && bytes.toString('base64') === base64) return bytes.toString('hex');
  }
  return undefined;
}
