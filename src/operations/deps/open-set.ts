import { HyperError, toOneLine } from '../../core/index.ts';
import type { ProjectManifest } from '../../manifest/index.ts';
import { bindAll, bindRegistries } from './bind-registries.ts';
import type { Bindings, BoundRegistry } from './bind-registries.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { PackageSet } from './package-set.ts';

/** The name of the one registry where a project names none. */
const ONLY = 'main';

/** The registries of a project, or the one that is named or around the current folder; nothing is opened yet. */
export function openSet(
  context: DepsContext,
  input: DepsInput,
  project: { readonly path: string; readonly manifest: ProjectManifest } | undefined,
  countsDownloads = false,
): PackageSet {
  const bindings = bindingsOf(input, project?.manifest);
  const folder =
    project === undefined || !bindings.isNamed ? undefined : context.files.folderOf(project.path);
  return new PackageSet(bindings, async (registry) => {
    try {
      return await context.openPackages(registry.url, { at: input.at, folder, countsDownloads });
    } catch (error) {
      if (project === undefined || !isMissing(error)) throw error;
      throw bindings.isNamed ? misplaced(error, registry) : unnamed(error);
    }
  });
}

function isMissing(error: unknown): error is HyperError {
  return error instanceof HyperError && error.code === 'HYPER_REGISTRY_MISSING';
}

/** Of a project that names its registries: where it does, in place of how to find one from here. */
function misplaced(error: HyperError, { name, url }: BoundRegistry): HyperError {
  const message = `there is no registry at "${toOneLine(url ?? '')}", where the project has "${toOneLine(name)}"`;
  return new HyperError(error.code, message, {
    hint: 'write its new address into hyper.yaml, registries, url; then: hyper deps resolve',
    cause: error,
  });
}

/** Of a project that names no registry: where to name one, in place of how to find one from here. */
function unnamed(error: HyperError): HyperError {
  return new HyperError(error.code, 'the project names no registry, and there is none here', {
    hint: 'add to hyper.yaml: registries: [{name: main, url: ADDRESS}], with the address or the folder of one',
    cause: error,
  });
}

function bindingsOf(
  { registry, isRegistryFlag }: DepsInput,
  manifest: ProjectManifest | undefined,
): Bindings {
  const named = manifest?.registries ?? [];
  if (named.length === 0) return bindAll({ name: ONLY, url: registry });
  if (isRegistryFlag) {
    throw new HyperError(
      'HYPER_PROJECT_REGISTRIES',
      'the project names its registries, and --registry another one',
      {
        hint: 'leave --registry out, or change "registries" in hyper.yaml',
      },
    );
  }
  return bindRegistries(named);
}
