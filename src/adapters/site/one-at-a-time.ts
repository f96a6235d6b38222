/** A task that many ask for. */
export interface SharedTask<T> {
  /** The outcome of a run that begins after the call: who asks while one runs shares the next with the others that ask. */
  readonly run: () => Promise<T>;
  /** Ends when no run is under way. */
  readonly atRest: () => Promise<unknown>;
}

/** Runs the task one at a time, and never more often than is asked. The task must not reject. */
export function oneAtATime<T>(task: () => Promise<T>): SharedTask<T> {
  let current: Promise<T | undefined> = Promise.resolve(undefined);
  let next: Promise<T> | undefined;
  return {
    run: () =>
      (next ??= current.then(() => {
        next = undefined;
        const running = task();
        current = running;
        return running;
      })),
    atRest: () => next ?? current,
  };
}
