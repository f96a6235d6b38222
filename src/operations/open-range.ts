import { HyperError, toOneLine } from '../core/index.ts';
import type { RegistryStore, Revision } from '../registry/index.ts';
import { basisOf } from './basis.ts';
import type { RegistryLocation } from './basis.ts';
import type { Outcome } from './outcome.ts';

/** `BASE..HEAD` as its two sides, `''` where one is left out; undefined where the text is no range. Pure. */
export function splitRange(text: string): readonly [base: string, head: string] | undefined {
  const match = /^(.+?)\.\.\.?(.*)$/u.exec(text);
  return match === null ? undefined : [match[1] ?? '', match[2] ?? ''];
}

/** The two revisions of `BASE..HEAD`; an empty HEAD is the working tree. Errors: `HYPER_USAGE_ARGUMENT_VALUE`, those of the store. */
export async function openRange(
  store: Pick<RegistryStore, 'resolveRevision' | 'currentRevision'>,
  range: string,
  example: string,
): Promise<[Revision, Revision]> {
  const sides = splitRange(range);
  if (sides === undefined) {
    throw new HyperError('HYPER_USAGE_ARGUMENT_VALUE', `expected BASE..HEAD, got "${toOneLine(range)}"`, {
      hint: example,
    });
  }
  const [base, head] = sides;
  return [
    await store.resolveRevision(base),
    head === '' ? await store.currentRevision('none') : await store.resolveRevision(head),
  ];
}

const OF_HEAD: ReadonlySet<string> = new Set(['HEAD', '']);

/** An outcome that is of two revisions alone: it rests on HEAD where no other name was resolved, which may be another commit next time. Pure. */
export function restOnHead<Data>(
  registry: RegistryLocation,
  { names, head }: { readonly names: readonly string[]; readonly head: Revision },
  outcome: Outcome<Data>,
): Outcome<Data> {
  const basis = names.every((name) => OF_HEAD.has(name)) ? basisOf(registry, head) : undefined;
  return basis === undefined ? outcome : { ...outcome, basis };
}
