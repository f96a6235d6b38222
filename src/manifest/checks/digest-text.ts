import type { Complaint } from '../finding.ts';
import { shown } from '../field-path.ts';

const HEX = /^[0-9a-f]+$/u;
const BASE64 = /^(?:sha(?:256|512|3-512)-)?([A-Za-z0-9+/_-]{40,90}={0,2})$/u;

/** Refuses a digest that is not lower-case hex of the right length (ATTACKS I09); says what it seems to be instead. */
export function checkDigestHex(text: string, algorithm: string, bytes: number): Complaint | undefined {
  if (text.length === bytes * 2 && HEX.test(text)) return undefined;
  const expected = `expected ${bytes * 2} lower-case hex digits of ${algorithm}`;
  const corrected = correctedHex(text, bytes);
  const fault: Complaint = { code: 'HYPER_DIGEST_FORM', message: `${expected}, got ${describe(text)}` };
  return corrected === undefined ? fault : { ...fault, hint: `write "${corrected}"` };
}

function describe(text: string): string {
  const length = HEX.test(text) ? ` (${text.length} digits)` : '';
  return `${shown(text)}${length}`;
}

function correctedHex(text: string, bytes: number): string | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^(?:0x|sha256:|sha3-512:)/u, '');
  if (plain.length === bytes * 2 && HEX.test(plain)) return plain;
  const base64 = BASE64.exec(text.trim())?.[1];
  if (base64 === undefined) return undefined;
  const decoded = Buffer.from(base64, 'base64');
  return decoded.length === bytes ? decoded.toString('hex') : undefined;
}
