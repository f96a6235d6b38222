/** A count with its noun: `1 file`, `2 files`. Pure. */
export function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
