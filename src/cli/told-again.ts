/** Commands whose whole output may be remembered: they read, conclude once, and say all that they rest on (`Basis`). */
export const TOLD_AGAIN: ReadonlySet<string> = new Set([
  'access explain',
  'audit',
  'diff',
  'discover',
  'lint',
  'namespace get',
  'namespace list',
  'policy explain',
  'policy list',
  'query',
  'registry get',
  'registry list',
  'search',
  'trust show',
  'trust status',
  'version list',
]);
