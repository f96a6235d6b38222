import type { RegistryContext } from '../world.ts';

/** A file that a test finds in its folder. */
export interface TestFile {
  /** Relative, with forward slashes, checked. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isExecutable: boolean;
}

/** A command to run in a folder of its own. */
export interface TestCommand {
  /** The program and its arguments; no shell. */
  readonly command: readonly string[];
  readonly files: readonly TestFile[];
  readonly timeoutMs: number;
  /** Kept of each stream; the rest is counted. */
  readonly maxOutputBytes: number;
}

/** What was printed: the beginning, as text. */
export interface TestOutput {
  readonly text: string;
  /** Of all that was printed. */
  readonly bytes: number;
}

/** How a command ended. */
export interface TestEnd {
  readonly kind: 'ended' | 'timeout' | 'unrunnable';
  /** Null where a signal ended it, or where it was never started. */
  readonly exitStatus: number | null;
  readonly signal: string | null;
  readonly stdout: TestOutput;
  readonly stderr: TestOutput;
}

/** What running tests needs of the world. */
export interface TestContext extends RegistryContext {
  /**
   * Runs the command in a fresh folder that goes with it, with an environment of its own and no input; ends its whole
   * process group at the limit, and what is left of it afterwards. It is no sandbox: the command has the user's rights.
   */
  runTest(command: TestCommand): Promise<TestEnd>;
  /** The files of an archive. Errors: `HYPER_ARCHIVE_…`. */
  unpack(bytes: Uint8Array): readonly TestFile[];
  /** The bytes of a file that the user names. Errors: `HYPER_FILE_UNREADABLE`. */
  readInput(path: string): Promise<Uint8Array>;
}
