import { sortedBy } from '../core/index.ts';
import { renderDocument } from '../document/index.ts';
import { KINDS, SCHEMA_BASE_URL } from '../manifest/index.ts';
import type { ManifestKind } from '../manifest/index.ts';
import { toFolder } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';
import { planNamespace, withAncestors } from './plan-namespaces.ts';
import type { PlannedText } from './planned-text.ts';
import { fillTemplate } from './templates.ts';

/** What somebody wants who starts a registry; every text has been checked (`init-names.ts`). */
export interface NewRegistry {
  readonly name: string;
  readonly url: string | undefined;
  /** Never empty. */
  readonly namespaces: readonly NamespacePath[];
  /** Owns the namespaces whose path names no owner. */
  readonly owner: string;
  /** As CODEOWNERS writes them. */
  readonly reviewers: readonly string[];
  /** Of hyper: what the workflows install. */
  readonly version: string;
}

/** Where the files of `templates/` go. */
const TEMPLATE_PLACES: readonly (readonly [template: string, path: string])[] = [
  ['actions/hyper/action.yml', '.github/actions/hyper/action.yml'],
  ['registry/CODEOWNERS', '.github/CODEOWNERS'],
  ['registry/README.md', 'README.md'],
  ['registry/editorconfig', '.editorconfig'],
  ['registry/gitattributes', '.gitattributes'],
  ['registry/gitignore', '.gitignore'],
  ['registry/vscode-extensions.json', '.vscode/extensions.json'],
  ['workflows/check.yml', '.github/workflows/check.yml'],
  ['workflows/publish.yml', '.github/workflows/publish.yml'],
  ['workflows/recheck.yml', '.github/workflows/recheck.yml'],
  ['workflows/report.yml', '.github/workflows/report.yml'],
];

/** Which files an editor checks against the schema of which kind. */
const EDITOR_PATTERNS: readonly (readonly [kind: ManifestKind, patterns: readonly string[]])[] = [
  ['Registry', ['/registry.yaml']],
  ['TrustRoot', ['/trust/root*.yaml']],
  ['Namespace', ['/namespaces/**/namespace.yaml']],
  ['Policy', ['/namespaces/**/policies/*.yaml']],
  ['Artifact', ['/namespaces/**/[0-9]*.yaml']],
  ['ArtifactState', ['/namespaces/**/artifact.yaml']],
];

/**
 * Every file of a new registry, in order of path (SPEC section 2); `hyper validate` has nothing to say of them. Ids are
 * taken from `newId`: one for the registry, then one for each namespace in order. Pure but for that.
 */
export function planRegistry(registry: NewRegistry, newId: () => string): readonly PlannedText[] {
  const manifest = { path: 'registry.yaml', text: registryText(registry, newId()) };
  const paths = withAncestors(registry.namespaces);
  const namespaces = paths.flatMap((path) => planNamespace(path, newId(), registry.owner));
  const values = templateValues(registry, paths);
  const files = TEMPLATE_PLACES.map(([template, path]) => ({ path, text: fillTemplate(template, values) }));
  const settings = { path: '.vscode/settings.json', text: editorSettings() };
  return sortedBy([manifest, settings, ...namespaces, ...files], (file) => file.path);
}

function registryText({ name, url }: NewRegistry, id: string): string {
  const manifest = {
    apiVersion: 'hyper/v1',
    kind: 'Registry',
    id,
    name,
    ...(url === undefined ? {} : { url }),
    description: `The registry ${name}.`,
    formatVersion: 1,
    settings: {
      tiers: { inlineMaxBytes: 10_240, blobMaxBytes: 10_485_760 },
      defaultVisibility: 'public',
    },
  };
  return renderDocument(manifest, { schemaUrl: `${SCHEMA_BASE_URL}registry.schema.json` });
}

function templateValues(registry: NewRegistry, paths: readonly NamespacePath[]): ReadonlyMap<string, string> {
  const first = registry.namespaces.at(-1);
  const rows = paths.map((path) => `| \`${path}\` | \`${toFolder(path)}/\` |`);
  return new Map([
    ['HYPER_VERSION', registry.version],
    ['REGISTRY_NAME', registry.name],
    ['SCHEMA_BASE_URL', SCHEMA_BASE_URL],
    ['NAMESPACE_TABLE', ['| Namespace | Folder |', '| --- | --- |', ...rows].join('\n')],
    ['NAMESPACE_PATH', first ?? ''],
    ['NAMESPACE_FOLDER', first === undefined ? '' : toFolder(first)],
    ['CODEOWNERS_LINES', codeownersLines(registry.reviewers, paths)],
  ]);
}

function codeownersLines(reviewers: readonly string[], paths: readonly NamespacePath[]): string {
  if (reviewers.length > 0) return `* ${reviewers.join(' ')}`;
  const example = paths.map((path) => `# /${toFolder(path)}/ @organisation/team`);
  const head = '# Nobody yet. Take the marks away from the lines that you want, and name users or teams:';
  return [head, '# * @organisation/team', ...example].join('\n');
}

function editorSettings(): string {
  const schemas = EDITOR_PATTERNS.map(
    ([kind, patterns]) => [`${SCHEMA_BASE_URL}${KINDS.get(kind)?.schemaFile ?? ''}`, patterns] as const,
  );
  const settings = {
    'yaml.schemas': Object.fromEntries(schemas),
    'yaml.format.enable': false,
    'files.eol': '\n',
    'files.encoding': 'utf8',
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}
