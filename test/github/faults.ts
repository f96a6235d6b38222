/** What goes wrong, and when: switches for the requests of a test. */
export interface Fault {
  /** Which requests: a part of `METHOD /path`. */
  readonly match: RegExp;
  /** So many matching requests pass first. */
  after?: number;
  /** So many fail; all that follow where it is not said. */
  times?: number;
  readonly kind:
    | 'error'
    /** The work is done, and the answer is lost. */
    | 'error-after-work'
    | 'hang-up'
    | 'rate-limit'
    | 'secondary-limit'
    | 'forbidden'
    | 'nonsense';
  /** Runs before the fault is looked at: swaps a head between two calls. */
  readonly before?: () => void;
  /** Seconds that a limit asks to wait. */
  readonly wait?: number;
}

/** The first fault that this request meets, counted. */
export function nextFault(faults: readonly Fault[], request: string): Fault | undefined {
  for (const fault of faults) {
    if (!fault.match.test(request)) continue;
    if ((fault.after ?? 0) > 0) {
      fault.after = (fault.after ?? 0) - 1;
      continue;
    }
    if (fault.times === 0) continue;
    if (fault.times !== undefined) fault.times -= 1;
    return fault;
  }
  return undefined;
}
