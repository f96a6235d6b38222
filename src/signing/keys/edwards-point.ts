/** The field of curve 25519 and the constants of RFC 8032 section 5.1. */
const P = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
const ROOT_OF_MINUS_ONE = 19681161376707505956807079304988542015446066515923890162744021073123829784752n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Extended coordinates: x = X/Z, y = Y/Z, T = XY/Z. */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
  readonly t: bigint;
}

const IDENTITY: Point = { x: 0n, y: 1n, z: 1n, t: 0n };

/**
 * What is wrong with the 32 bytes of an ed25519 public key: a spelling of the point that is not canonical, no point of
 * the curve, a point of low order, or one outside the group of prime order; undefined where nothing is (ATTACKS fact 10).
 * Pure; takes about a millisecond.
 */
export function faultOfEdwardsPoint(bytes: Uint8Array): string | undefined {
  if (bytes.length !== 32) return `has ${bytes.length} bytes, expected 32`;
  const number = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  const y = number & (2n ** 255n - 1n);
  const isOdd = number >> 255n === 1n;
  if (y >= P) return 'is not in canonical form';
  const x = xOf(y, isOdd);
  if (x === undefined) return 'is no point of the curve';
  if (x === 0n && isOdd) return 'is not in canonical form';
  const point = { x, y, z: 1n, t: mod(x * y) };
  if (isIdentity(double(double(double(point))))) return 'has a low order';
  return isIdentity(multiply(point, ORDER)) ? undefined : 'is outside the group of prime order';
}

/** The x of a y on the curve with the given parity (RFC 8032 section 5.1.3). */
function xOf(y: bigint, isOdd: boolean): bigint | undefined {
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  const candidate = mod(u * v ** 3n * power(mod(u * v ** 7n), (P - 5n) / 8n));
  const check = mod(v * candidate * candidate);
  if (check !== u && check !== mod(-u)) return undefined;
  const root = check === u ? candidate : mod(candidate * ROOT_OF_MINUS_ONE);
  return (root & 1n) === (isOdd ? 1n : 0n) || root === 0n ? root : P - root;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = mod(result * result);
    if (bit === '1') result = mod(result * base);
  }
  return result;
}

function mod(value: bigint): bigint {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

function isIdentity({ x, y, z }: Point): boolean {
  return x === 0n && y === z;
}

/** RFC 8032 section 5.1.4. */
function add(one: Point, other: Point): Point {
  const a = mod((one.y - one.x) * (other.y - other.x));
  const b = mod((one.y + one.x) * (other.y + other.x));
  const c = mod(2n * one.t * D * other.t);
  const d = 2n * one.z * other.z;
  return fromParts(b - a, d - c, d + c, b + a);
}

function double({ x, y, z }: Point): Point {
  const a = x * x;
  const b = y * y;
  const h = a + b;
  const e = mod(h - (x + y) ** 2n);
  const g = a - b;
  return fromParts(e, mod(2n * z * z + g), g, h);
}

function fromParts(e: bigint, f: bigint, g: bigint, h: bigint): Point {
  return { x: mod(e * f), y: mod(g * h), z: mod(f * g), t: mod(e * h) };
}

function multiply(point: Point, factor: bigint): Point {
  let result = IDENTITY;
  for (const bit of factor.toString(2)) {
    result = double(result);
    if (bit === '1') result = add(result, point);
  }
  return result;
}
