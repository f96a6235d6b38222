/** A command that only reads, on the example registry; `place` says where it is run. */
export interface StartCase {
  readonly place: 'registry' | 'project';
  readonly words: string;
}

const REF = 'org.acme.security/nexus-auth';

/** Every command that reads, in the order of the table of commands. */
export const START_CASES: readonly StartCase[] = [
  ...[
    'access explain org.acme.production --as github:3390145',
    'audit org.acme',
    'config list',
    `deps impact HEAD..HEAD`,
    'deps conflicts lib.money',
    `diff ${REF}@2.0.0 @2.1.0`,
    'diff HEAD..HEAD',
    `discover ${REF} --dependents`,
    `discover ${REF} --similar`,
    'doctor',
    'explain HYPER_YAML_ALIAS',
    'key list',
    'lint',
    'namespace get org.acme.production',
    'namespace list',
    'policy explain org.acme.production/gateway-config',
    'policy list org.acme.production',
    "query '((type=plugin OR type=library) AND published=true)'",
    `registry get ${REF}@^2`,
    'registry list',
    'search nexus auth',
    'test lib.text/slugs',
    'trust show',
    'trust status',
    'validate',
    `verify ${REF}@2.1.0`,
    `version list ${REF}`,
  ].map((words) => ({ place: 'registry' as const, words })),
  ...[
    'deps graph',
    'deps list',
    'deps outdated --all',
    'deps resolve --frozen',
    'deps tree',
    'deps verify',
    'deps why decimal',
    'deps why-not lib.money/decimal@2.0.0',
  ].map((words) => ({ place: 'project' as const, words })),
];
