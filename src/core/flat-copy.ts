/**
 * The same text in memory of its own. Engines keep a part of a long text as a view of the whole, so that whoever keeps
 * one name out of each of a million files keeps the files; this is for what is kept. Pure.
 */
export function flatCopy(text: string): string {
  return ` ${text}`.slice(1);
}
