/**
 * The bytes that a DSSE signature covers: `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`, lengths in bytes, so that
 * the type of the payload is signed with it (ATTACKS S06). Pure.
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  const size = Buffer.byteLength(head);
  const covered = Buffer.allocUnsafe(size + payload.length);
  covered.write(head, 'utf8');
  covered.set(payload, size);
  return covered;
}
