/** The exit status of `HYPER_FILE_UNWRITABLE`, whose table is not loaded where only this is needed. */
const UNWRITABLE = 3;

/**
 * A reader that goes away (`| head`) ends the process quietly, with the status that was already known (ATTACKS K09); a
 * full disk ends it with a code (ATTACKS K03).
 */
export function leaveQuietlyWhenClosed(stream: NodeJS.WriteStream): void {
  if (!stream.listeners('error').includes(leave)) stream.on('error', leave);
}

/** Ends the process for what kept a result from being written. */
export function leaveFor(error: NodeJS.ErrnoException): never {
  if (isClosed(error)) process.exit();
  leaveQuietlyWhenClosed(process.stderr);
  const reason = error.code ?? 'unknown error';
  process.stderr.write(
    `error HYPER_FILE_UNWRITABLE the result cannot be written: ${reason}\n    hint: free some space, or write it elsewhere\n`,
  );
  process.exit(UNWRITABLE);
}

function leave(this: NodeJS.WriteStream, error: NodeJS.ErrnoException): void {
  if (this !== process.stderr) leaveFor(error);
  process.exit(isClosed(error) ? undefined : UNWRITABLE);
}

function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
}
