/** An internet address as a number of 128 bits; IPv4 is mapped into IPv6, so that one address has one form. */
export type Address = bigint;

const MAPPED = 0xffff_0000_0000n;

/** The address that a text writes in IPv4 or IPv6; undefined for anything else. Pure. */
export function parseAddress(text: string): Address | undefined {
  if (text.length > 45) return undefined;
  if (!text.includes(':')) {
    const four = parseFour(text);
    return four === undefined ? undefined : MAPPED | four;
  }
  return parseSix(text);
}

/** Whether the address is the one written, or in the network written as address/bits; undefined where it is neither. Pure. */
export function isAddressIn(address: Address, written: string): 'yes' | 'no' | undefined {
  const [base = '', bits, ...rest] = written.split('/');
  const network = parseAddress(base);
  const width = base.includes(':') ? 128 : 32;
  const isBits = bits === undefined || (/^(?:0|[1-9][0-9]{0,2})$/u.test(bits) && Number(bits) <= width);
  if (network === undefined || rest.length > 0 || !isBits) return undefined;
  const free = BigInt(width - (bits === undefined ? width : Number(bits)));
  return network >> free === address >> free ? 'yes' : 'no';
}

function parseFour(text: string): bigint | undefined {
  const parts = text.split('.');
  const isPlain = parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/u.test(part) && Number(part) <= 255);
  if (parts.length !== 4 || !isPlain) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseSix(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [groupsOf(halves[0] ?? ''), groupsOf(halves[1] ?? '')];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...tail];
  return groups.reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** The groups of 16 bits; the last may be an IPv4 address, which is two of them. */
function groupsOf(text: string): bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const four = index === parts.length - 1 && part.includes('.') ? parseFour(part) : undefined;
    if (four !== undefined) groups.push(four >> 16n, four & 0xffffn);
    else if (/^[0-9a-fA-F]{1,4}$/u.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}
