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
