import type { Code } from './codes/index.ts';

export interface HyperErrorOptions {
  readonly hint?: string;
  /** Facts for `--output json`; never a secret. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  readonly cause?: unknown;
}

/** The operation cannot go on. The exit status follows from the code (`CODES`). */
export class HyperError extends Error {
  readonly code: Code;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: Code, message: string, options: HyperErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HyperError';
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? {};
  }
}

/** What nobody expected is our bug (exit 70), never blamed on the user; its stack is shown by `--trace`. */
export function toHyperError(thrown: unknown): HyperError {
  if (thrown instanceof HyperError) return thrown;
  const message = thrown instanceof Error ? thrown.message : 'something that is no error was thrown';
  return new HyperError('HYPER_INTERNAL', message, {
    hint: 'run it again with --trace and report what it prints',
    cause: thrown,
  });
}
