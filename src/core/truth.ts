/** Whether something holds; `unknown` where it cannot be told, and then nobody may rely on either answer. */
export type Truth = 'yes' | 'no' | 'unknown';

/** The truth of a plain answer. */
export function toTruth(isTrue: boolean): Truth {
  return isTrue ? 'yes' : 'no';
}

/** `no` as soon as one is, else `unknown` as soon as one is (Kleene's logic). Of nothing it is `yes`. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
}

/** `yes` as soon as one is, else `unknown` as soon as one is. Of nothing it is `no`. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unknown') ? 'unknown' : 'no';
}

/** The opposite; of `unknown` it is `unknown`. */
export function opposite(truth: Truth): Truth {
  return truth === 'unknown' ? truth : truth === 'yes' ? 'no' : 'yes';
}
