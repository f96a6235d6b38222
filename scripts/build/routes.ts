import { COMMANDS } from '../../src/cli/command-table.ts';

/**
 * Routes: files of the bundle that each hold everything that some commands need, so that starting one costs one read
 * and the engine can keep what it compiled of it. Commands that people and scripts call often belong in one.
 */
const ROUTES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'readers',
    [
      ...['config get', 'config list', 'explain', 'key list', 'namespace get', 'namespace list'],
      ...['registry get', 'registry list', 'validate', 'version list'],
    ],
  ],
  [
    'finders',
    [
      ...[
        'deps conflicts',
        'deps graph',
        'deps list',
        'deps outdated',
        'deps resolve',
        'deps tree',
        'deps why',
      ],
      ...['deps why-not', 'discover', 'query', 'registry search', 'search'],
    ],
  ],
  ['judges', ['access explain', 'lint', 'policy explain', 'policy list', 'test']],
  ['physicians', ['doctor']],
  ['historians', ['audit', 'deps impact', 'diff']],
  ['verifiers', ['deps verify', 'trust show', 'trust status', 'verify']],
  [
    'writers',
    [
      ...['attest', 'deps add', 'deps remove', 'downgrade', 'index rebuild', 'init', 'key export'],
      ...['key generate', 'key revoke', 'key rotate', 'migrate', 'pull', 'sign', 'sync', 'upgrade'],
      ...['namespace create', 'namespace delete', 'namespace grant', 'namespace policy', 'namespace quota'],
      ...['namespace revoke', 'registry archive', 'registry create', 'registry delete', 'registry deprecate'],
      ...['registry publish', 'registry rename', 'registry restore', 'registry transfer'],
      ...['registry undeprecate', 'registry unpublish', 'registry update', 'trust init', 'trust rotate'],
      ...['version promote', 'version tag', 'version unyank', 'version yank'],
    ],
  ],
  ['builders', ['build', 'ci', 'export', 'hook pre-receive', 'forge merge', 'forge report', 'policy try']],
]);

/**
 * The compiled schemas that a route holds; where it is not named here, all of them. Such a route holds no parser of YAML
 * with positions either: it reads few files, mostly without faults, and what it holds is most of what starting it costs.
 */
export const HELD_VALIDATORS: ReadonlyMap<string, readonly string[]> = new Map([
  ['physicians', ['validateRegistry']],
]);

/** Every route: its name and the ids of its commands. */
export function routes(): ReadonlyMap<string, readonly string[]> {
  const unknown = [...ROUTES.values()].flat().filter((id) => !COMMANDS.has(id));
  if (unknown.length > 0) throw new Error(`no such command: ${unknown.join(', ')}`);
  return ROUTES;
}

/** The file of a route in `dist/`. */
export function routeFile(name: string): string {
  return `${name}.route.js`;
}

/** Every command by its id, with the file of its route; null where it has none. */
export function routesOf(): Record<string, string | null> {
  const files = [...routes()].flatMap(([name, ids]) => ids.map((id) => [id, routeFile(name)] as const));
  const byId = new Map(files);
  return Object.fromEntries([...COMMANDS.keys()].map((id) => [id, byId.get(id) ?? null]));
}
