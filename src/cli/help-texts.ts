/** A JSON object in a string, so that nothing but this file carries it. */
declare const HYPER_HELP_TEXTS: string | undefined;

/** The help of every command and topic at 80 columns by id, rendered by the build; empty without one. */
export const HELP_TEXTS: ReadonlyMap<string, string> = new Map(
  typeof HYPER_HELP_TEXTS === 'string'
    ? Object.entries(JSON.parse(HYPER_HELP_TEXTS) as Readonly<Record<string, string>>)
    : [],
);
