/** Exit statuses of SPEC section 8: fine, findings, usage, environment, trust, needs a human, our bug; and Ctrl-C. */
export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 42 | 70 | 130;

/** One row of `CODES`: the source of `hyper explain`, of the docs and of the exit status. */
export interface CodeEntry {
  /** What a process exits with when this code decides the outcome; 0 where it never does. */
  readonly exit: ExitStatus;
  /** A few words, lower case. */
  readonly title: string;
  /** Why the rule exists and what exactly is refused; plain sentences. */
  readonly explanation: string;
  /** How to mend it, in the imperative. */
  readonly fix: string;
}
