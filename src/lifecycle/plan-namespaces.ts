import { compareText } from '../core/index.ts';
import type { JsonObject } from '../core/index.ts';
import { renderDocument } from '../document/index.ts';
import { SCHEMA_BASE_URL } from '../manifest/index.ts';
import { lineOf, parentOf, scopeOf, segmentsOf, toFolder } from '../names/index.ts';
import type { NamespacePath, Scope } from '../names/index.ts';
import type { PlannedText } from './planned-text.ts';
import { fillTemplate } from './templates.ts';

/** The shipped policies of SPEC section 6 that a new top namespace begins with, by its scope. */
const POLICIES: ReadonlyMap<Scope['name'], readonly string[]> = new Map([
  ['global', ['description-and-licence', 'licence-allow-list', 'no-secrets']],
  ['system', ['description-and-licence', 'licence-allow-list', 'no-secrets']],
  ['library', ['description-and-licence', 'licence-allow-list', 'no-secrets']],
  [
    'organization',
    ['description-and-licence', 'licence-allow-list', 'no-prerelease', 'no-secrets', 'signed-production'],
  ],
  ['user', ['no-secrets']],
]);

const DESCRIPTIONS: ReadonlyMap<Scope['name'], string> = new Map([
  ['global', 'Shared building blocks that belong to no single library or organisation.'],
  ['system', 'What ships with the registry itself: its plugins, templates and themes.'],
  ['library', 'Libraries that the community keeps.'],
]);

/** The namespaces asked for and those above them, each once, in order. Pure. */
export function withAncestors(paths: readonly NamespacePath[]): readonly NamespacePath[] {
  const all = new Set(paths.flatMap(lineOf));
  return [...all].sort(compareText);
}

/** The manifest of a new namespace, and its policies where it is at the top (SPEC sections 1 and 2.2). */
export function planNamespace(path: NamespacePath, id: string, owner: string): readonly PlannedText[] {
  const folder = toFolder(path);
  const manifest = renderDocument(namespaceManifest(path, id, owner), {
    schemaUrl: `${SCHEMA_BASE_URL}namespace.schema.json`,
  });
  const policies = parentOf(path) === undefined ? (POLICIES.get(scopeOf(path).name) ?? []) : [];
  return [
    { path: `${folder}/namespace.yaml`, text: manifest },
    ...policies.map((policy) => ({
      path: `${folder}/policies/${policy}.yaml`,
      text: fillTemplate(`policies/${policy}.yaml`),
    })),
  ];
}

function namespaceManifest(path: NamespacePath, id: string, owner: string): JsonObject {
  const scope = scopeOf(path);
  const isTop = parentOf(path) === undefined;
  const segments = segmentsOf(path);
  const named = scope.hasOwnerSegment ? (segments[1] ?? owner) : owner;
  const isPublic = scope.public !== false;
  const limit = scope.defaultMaxArtifacts;
  return {
    apiVersion: 'hyper/v1',
    kind: 'Namespace',
    id,
    path,
    scope: scope.name,
    owner: named,
    description: describe(path, scope, named),
    ...(isTop ? { visibility: isPublic ? 'public' : 'private', public: isPublic } : {}),
    ...(isTop && limit !== null ? { quotas: { artifacts: limit } } : {}),
  };
}

function describe(path: NamespacePath, scope: Scope, owner: string): string {
  const segments = segmentsOf(path);
  if (parentOf(path) !== undefined) return `What ${owner} keeps under ${segments.at(-1) ?? path}.`;
  return DESCRIPTIONS.get(scope.name) ?? `Artifacts that ${owner} publishes.`;
}
