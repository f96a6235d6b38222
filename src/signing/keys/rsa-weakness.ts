/** Bits of the modulus: less is weak, more only makes verifying slow. */
export const MIN_RSA_BITS = 3072;
const MAX_RSA_BITS = 8192;
const MIN_EXPONENT = 65_537n;
const MAX_EXPONENT = 2n ** 32n;
const LARGEST_TRIAL_DIVISOR = 2000;
/** The primes up to here carry the fingerprint of keys made by the flawed library of CVE-2017-15361 (ROCA). */
const LARGEST_ROCA_PRIME = 167;
const FERMAT_ROUNDS = 32;

interface Tables {
  readonly primes: readonly number[];
  readonly rocaResidues: readonly (readonly [prime: bigint, residues: ReadonlySet<bigint>])[];
}

/** Worked out for the first RSA key: most commands see none. */
let known: Tables | undefined;

function tables(): Tables {
  if (known !== undefined) return known;
  const primes = primesUpTo(LARGEST_TRIAL_DIVISOR);
  const rocaResidues = primes
    .filter((prime) => prime > 2 && prime <= LARGEST_ROCA_PRIME)
    .map((prime) => [BigInt(prime), powersOf65537(prime)] as const);
  known = { primes, rocaResidues };
  return known;
}

/**
 * What is wrong with an RSA key as far as its public half tells cheaply: too short or long, an odd exponent, small
 * factors, two primes too near each other, the ROCA fingerprint; undefined where nothing is. Pure.
 */
export function weaknessOfRsa(modulus: bigint, exponent: bigint): string | undefined {
  const bits = modulus.toString(2).length;
  if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
    return `has ${bits} bits, expected ${MIN_RSA_BITS} to ${MAX_RSA_BITS}`;
  }
  if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT || exponent % 2n === 0n) {
    return 'has a public exponent that is even or not between 65537 and 2^32';
  }
  const { primes, rocaResidues } = tables();
  if (primes.some((prime) => modulus % BigInt(prime) === 0n)) return 'has a modulus with a small factor';
  if (rocaResidues.every(([prime, residues]) => residues.has(modulus % prime))) {
    return 'was made by a flawed generator (CVE-2017-15361, "ROCA")';
  }
  return hasNearFactors(modulus) ? 'has a modulus whose two primes are near each other' : undefined;
}

function primesUpTo(limit: number): readonly number[] {
  const found: number[] = [];
  for (let each = 2; each <= limit; each += 1) {
    if (found.every((prime) => each % prime !== 0)) found.push(each);
  }
  return found;
}

function powersOf65537(prime: number): ReadonlySet<bigint> {
  const found = new Set<bigint>();
  for (let each = 1; !found.has(BigInt(each)); each = (each * (65_537 % prime)) % prime) {
    found.add(BigInt(each));
  }
  return found;
}

/** Fermat's method for a few rounds (CVE-2022-26320). */
function hasNearFactors(modulus: bigint): boolean {
  let root = squareRoot(modulus);
  if (root * root < modulus) root += 1n;
  for (let round = 0; round < FERMAT_ROUNDS; round += 1, root += 1n) {
    const square = root * root - modulus;
    const side = squareRoot(square);
    if (side * side === square) return true;
  }
  return false;
}

/** The integer square root, by Newton's method. */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
