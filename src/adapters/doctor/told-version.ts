const VERSION = /^\{"event":"version",.*"exe":"(?<version>\d[^"\\]{0,100})"\}$/mu;

/** Lets git tell its version before what it is asked (since 2.22: the trace "event", on its standard error). */
export const TELLING_VERSION = { GIT_TRACE2_EVENT: '1', GIT_TRACE2_EVENT_BRIEF: '1' } as const;

/** The version in what a git said that was started so; undefined where it told none. Pure. */
export function toldVersion(stderr: string): string | undefined {
  return VERSION.exec(stderr)?.groups?.['version'];
}
