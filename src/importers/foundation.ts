import { compareText } from '../core/index.ts';
import type { JsonObject } from '../core/index.ts';
import { parentOf, scopeOf, toFolder } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';
import type { CommitPlan, PlannedFile } from './commit-plan.ts';
import { deterministicId } from './deterministic-id.ts';
import type { ImportedRelease } from './import-record.ts';
import type { ImportReport } from './import-report.ts';
import { manifestBytes } from './manifest-bytes.ts';
import { renderReadme } from './readme.ts';
import type { SourceFormat } from './source-release.ts';

export interface FoundationOptions {
  readonly name: string;
  /** Whole seconds since 1970. */
  readonly time: number;
  readonly identity: CommitPlan['identity'];
  readonly releases: readonly ImportedRelease[];
}

/** More than the 1,000 artifacts that a library namespace may hold by default (SPEC section 1). */
const MAX_ARTIFACTS = 10_000;
const MAX_HOSTS = 256;

const ATTRIBUTES = '# Digests are of exact bytes: git must never convert them.\n* -text\n';
const IGNORED =
  '# What hyper build writes, and what a killed run may leave behind; the next one removes it.\n/site/\n.hyper-lock.*\n*.hyper-tmp\n';

/** The first commit: the registry's own files and the namespaces that the releases go to. Pure. */
export function planFoundation(
  format: SourceFormat,
  report: ImportReport,
  options: FoundationOptions,
): CommitPlan {
  const namespace = format.namespace as NamespacePath;
  const parent = parentOf(namespace);
  const files: PlannedFile[] = [
    { path: '.gitattributes', bytes: Buffer.from(ATTRIBUTES) },
    { path: '.gitignore', bytes: Buffer.from(IGNORED) },
    { path: 'README.md', bytes: Buffer.from(renderReadme(format, report, options.name)) },
    { path: 'registry.yaml', bytes: manifestBytes(toRegistry(format, options)) },
    ...(parent === undefined ? [] : [planNamespace(parent, 'What other registries hold.', options)]),
    planNamespace(namespace, `Releases imported from the ${format.title}.`, options),
  ];
  return {
    message: `Create the registry "${options.name}"\n\nHyper-Operation: create\nHyper-Target: ${format.namespace}\n`,
    identity: options.identity,
    time: options.time,
    files: files.sort((left, right) => compareText(left.path, right.path)),
  };
}

function toRegistry(
  format: SourceFormat,
  options: FoundationOptions,
): JsonObject & { readonly kind: 'Registry' } {
  const hosts = contentHosts(options.releases);
  return {
    apiVersion: 'hyper/v1',
    kind: 'Registry',
    id: deterministicId(`registry/${options.name}`, options.time * 1000),
    name: options.name,
    description: `The releases of the ${format.title}, imported.`,
    formatVersion: 1,
    ...(hosts.length === 0 || hosts.length > MAX_HOSTS ? {} : { settings: { allowedContentHosts: hosts } }),
  };
}

function contentHosts(releases: readonly ImportedRelease[]): readonly string[] {
  return [...new Set(releases.flatMap(({ contentHost }) => contentHost ?? []))].sort(compareText);
}

function planNamespace(path: NamespacePath, description: string, options: FoundationOptions): PlannedFile {
  return {
    path: `${toFolder(path)}/namespace.yaml`,
    bytes: manifestBytes({
      apiVersion: 'hyper/v1',
      kind: 'Namespace',
      id: deterministicId(`namespace/${path}`, options.time * 1000),
      path,
      scope: scopeOf(path).name,
      owner: 'community',
      description,
      public: true,
      quotas: { artifacts: MAX_ARTIFACTS },
    }),
  };
}
