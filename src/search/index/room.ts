/** The same numbers with room for one more at a place, twice as much where there is none left. */
export function withRoomFor<T extends Uint32Array | Uint16Array>(numbers: T, place: number): T {
  if (place < numbers.length) return numbers;
  const larger = new (numbers.constructor as new (length: number) => T)(
    Math.max(place + 1, 2 * numbers.length),
  );
  larger.set(numbers);
  return larger;
}
