/**
 * The bytes that a DSSE signature covers: `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`, lengths in bytes, so that
 * the type of the payload is signed with it (ATTACKS S06). Pure.
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `, 'utf8'),
    payload,
  ]);
}
