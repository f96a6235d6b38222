/** One row of the table of scopes (SPEC section 1). */
export interface Scope {
  /** The first segment of every path of the scope. */
  readonly segment: string;
  readonly name: 'global' | 'system' | 'library' | 'organization' | 'user' | 'local';
  readonly owner: 'system' | 'community' | 'organization' | 'user' | 'machine';
  readonly public: boolean | 'configurable';
  /** How many artifacts a namespace holds unless it says otherwise; null is unlimited. */
  readonly defaultMaxArtifacts: number | null;
  /** False where a registry never takes such a namespace from a pull request. */
  readonly acceptedByGate: boolean;
  /** True where the second segment names the owner, so that the scope alone is no namespace. */
  readonly hasOwnerSegment: boolean;
  /** The beginnings of its slash form; every scope also takes its own segment. */
  readonly slashForms: readonly string[];
}

const ROWS: readonly Scope[] = [
  {
    ...{ segment: 'pkg', name: 'global', owner: 'system', public: true },
    ...{ defaultMaxArtifacts: null, acceptedByGate: true, hasOwnerSegment: false, slashForms: ['global'] },
  },
  {
    ...{ segment: 'hyper', name: 'system', owner: 'system', public: true },
    ...{ defaultMaxArtifacts: null, acceptedByGate: true, hasOwnerSegment: false },
    slashForms: ['global/system'],
  },
  {
    ...{ segment: 'lib', name: 'library', owner: 'community', public: true },
    ...{ defaultMaxArtifacts: 1000, acceptedByGate: true, hasOwnerSegment: false, slashForms: ['libs'] },
  },
  {
    ...{ segment: 'org', name: 'organization', owner: 'organization', public: 'configurable' },
    ...{ defaultMaxArtifacts: 5000, acceptedByGate: true, hasOwnerSegment: true, slashForms: ['orgs'] },
  },
  {
    ...{ segment: 'user', name: 'user', owner: 'user', public: false },
    ...{ defaultMaxArtifacts: 100, acceptedByGate: true, hasOwnerSegment: true, slashForms: ['users'] },
  },
  {
    ...{ segment: 'local', name: 'local', owner: 'machine', public: false },
    ...{ defaultMaxArtifacts: null, acceptedByGate: false, hasOwnerSegment: false, slashForms: [] },
  },
];

/** Scope by first segment, in the order of SPEC section 1. */
export const SCOPES: ReadonlyMap<string, Scope> = new Map(ROWS.map((row) => [row.segment, row] as const));

const BY_SLASH_FORM: ReadonlyMap<string, Scope> = new Map(
  ROWS.flatMap((row) => [row.segment, ...row.slashForms].map((form) => [form, row] as const)),
);

/** The segments of a slash form with its scope as the first; a beginning that is no scope stays as it is. */
export function fromSlashForm(parts: readonly string[]): readonly string[] {
  const [first = '', second = ''] = parts;
  const long = BY_SLASH_FORM.get(`${first}/${second}`);
  if (long !== undefined) return [long.segment, ...parts.slice(2)];
  const short = BY_SLASH_FORM.get(first);
  return short === undefined ? parts : [short.segment, ...parts.slice(1)];
}
