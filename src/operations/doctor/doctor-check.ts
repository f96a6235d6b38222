/** One thing that was looked at. */
export interface DoctorCheck {
  readonly id:
    | 'node'
    | 'git'
    | 'repository'
    | 'registry'
    | 'format'
    | 'clock'
    | 'cache'
    | 'keys'
    | 'forge-token'
    | 'line-endings'
    | 'schema-line'
    | 'change'
    | 'encoding';
  readonly status: 'ok' | 'warning' | 'problem';
  /** One clause, lower case. */
  readonly message: string;
  /** What to do, in the imperative; null where all is well. */
  readonly hint: string | null;
}
