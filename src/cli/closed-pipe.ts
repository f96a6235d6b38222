/** A reader that goes away (`| head`) ends the process quietly, with the status that was already known (ATTACKS K09). */
export function leaveQuietlyWhenClosed(stream: NodeJS.WriteStream): void {
  if (!stream.listeners('error').includes(leaveQuietly)) stream.on('error', leaveQuietly);
}

function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') process.exit();
  throw error;
}
