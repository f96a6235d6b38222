import type { Code } from './codes/index.ts';

export interface HyperErrorOptions {
  readonly hint?: string;
  /** Facts for `--output json`; never a secret. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  readonly cause?: unknown;
  /** True where the fault is in what was typed, not in content: bad usage, whatever the code says of content. */
  readonly isTyped?: boolean;
}

/** What is wrong with a text, as the parsers of names, versions and ranges tell it. */
export interface TypedFault {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The operation cannot go on. The exit status follows from the code (`CODES`). */
export class HyperError extends Error {
  readonly code: Code;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, string | number | boolean>>;
  readonly isTyped: boolean;

  constructor(code: Code, message: string, options: HyperErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HyperError';
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? {};
    this.isTyped = options.isTyped ?? false;
  }
}

/** The fault of a text that was typed, as an error: bad usage. */
export function toTypedError({ code, message, hint }: TypedFault): HyperError {
  return new HyperError(code, message, { isTyped: true, ...(hint === undefined ? {} : { hint }) });
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
