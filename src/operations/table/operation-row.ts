/** What somebody must be allowed to do (SPEC section 3). */
export type CapabilityName =
  | 'artifact:create'
  | 'artifact:publish'
  | 'artifact:update'
  | 'artifact:delete'
  | 'artifact:deprecate'
  | 'artifact:read'
  | 'artifact:discover'
  | 'namespace:manage'
  | 'user:manage'
  | 'registry:admin';

/** One operation, as every face of the table needs it: the command line, the gate, later a server. */
export interface OperationRow {
  readonly id: string;
  readonly group: string;
  readonly summary: string;
  /** The names of its types; their JSON Schemas are in `generated/operation-schemas.json`. Null: it takes nothing. */
  readonly input: string | null;
  /** With `[]` behind it, a list of them. */
  readonly data: string;
  /** What whoever asks for it, or merges it, must be allowed to do; null where it concerns nobody but the user. */
  readonly capability: CapabilityName | null;
  /** Whether it changes what a registry says, so that its history tells of it. */
  readonly isAudited: boolean;
  /** The words of SPEC section 3 that it is. */
  readonly spec: readonly string[];
  /** The one function that does it. */
  readonly run: unknown;
}

type Facts = Pick<OperationRow, 'capability' | 'isAudited' | 'spec'>;

/** A row of the table. Pure. */
export function row(
  operation: Pick<OperationRow, 'id' | 'group' | 'summary' | 'run'>,
  input: string | null,
  data: string,
  facts: Facts,
): OperationRow {
  const { id, group, summary, run } = operation;
  return { id, group, summary, run, input, data, ...facts };
}
