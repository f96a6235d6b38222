import {
  chooseProjectName,
  chooseRegistryName,
  planProject,
  planRegistry,
  requireOwner,
  requireReviewer,
  requireServedUrl,
  requireSharedNamespace,
} from '../../lifecycle/index.ts';
import type { PlannedText } from '../../lifecycle/index.ts';
import type { CreatedRepository, InitContext } from './init-context.ts';
import { NOTHING_WRITTEN, nextSteps, projectSteps } from './init-next-steps.ts';
import type { NextStep } from './init-next-steps.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import type { EditedFile } from '../trust/trust-context.ts';

export interface InitInput {
  /** Where it goes; a relative path is from the current folder. */
  readonly folder: string;
  readonly kind: 'registry' | 'project';
  /** Made from the folder's name unless told. */
  readonly name: string | undefined;
  /** Of a registry: where its site will be served. Of a project: the registry it uses; a path is from the current folder. */
  readonly url: string | undefined;
  /** In any accepted spelling. Of a registry: empty means `pkg`, `lib` and `org.<owner>`. Of a project: its search path. */
  readonly namespaces: readonly string[];
  /** One segment; made from the name unless told (`acme` of `acme-registry`). */
  readonly owner: string | undefined;
  /** `@user`, `@organisation/team` or mail addresses. */
  readonly reviewers: readonly string[];
  /** Whether to make the first commit, where the repository has none and git knows who commits. */
  readonly commit: boolean;
  /** Nothing is written. */
  readonly isDryRun?: boolean;
}

export interface InitData {
  readonly kind: InitInput['kind'];
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  /** Relative to the folder, in order. */
  readonly files: readonly string[];
  /** True where nothing was written: then `changes` holds the files that would be. */
  readonly isDryRun: boolean;
  /** In the order of `files`. */
  readonly changes: readonly EditedFile[];
  /** null for a project, which leaves git alone. */
  readonly repository: CreatedRepository | null;
  /** What to do now, in order. */
  readonly nextSteps: readonly NextStep[];
}

const FIRST_COMMIT = 'Start the registry';

/**
 * Starts a registry, or adds `hyper.yaml` to a project (SPEC section 8). Everything is written or nothing. Errors:
 * those of `InitContext`, `HYPER_INIT_NAME`, `HYPER_INIT_OWNER`, `HYPER_INIT_URL`, `HYPER_INIT_REVIEWER`, `HYPER_INIT_NAMESPACE_LOCAL`, and
 * the codes of namespace paths.
 */
export const init: Operation<InitInput, InitData, InitContext> = {
  id: 'init',
  group: 'admin',
  summary: 'Start a registry or a project',
  run: (context, input) =>
    input.kind === 'project' ? initProject(context, input) : initRegistry(context, input),
};

async function initRegistry(context: InitContext, input: InitInput): Promise<Outcome<InitData>> {
  const folder = context.toAbsolute(input.folder);
  const name = chooseRegistryName(input.name, lastSegment(folder));
  const owner = input.owner === undefined ? name.replace(/(?<=.)-registry$/u, '') : requireOwner(input.owner);
  const wanted = input.namespaces.length > 0 ? input.namespaces : ['pkg', 'lib', `org.${owner}`];
  const plan = {
    name,
    url: input.url === undefined ? undefined : requireServedUrl(input.url),
    namespaces: wanted.map(requireSharedNamespace),
    owner,
    reviewers: input.reviewers.map(requireReviewer),
    version: context.version,
  };
  const files = planRegistry(plan, () => context.newId());
  const message = input.commit ? FIRST_COMMIT : undefined;
  const repository =
    input.isDryRun === true
      ? await context.tryRepository(folder)
      : await context.createRepository(folder, files, message);
  const data = {
    kind: input.kind,
    folder,
    name,
    ...writtenOf(files, input),
    repository,
    nextSteps:
      input.isDryRun === true
        ? NOTHING_WRITTEN
        : nextSteps({ folder: input.folder, repository, plan, message: FIRST_COMMIT }),
  };
  return { verdict: 'pass', diagnostics: [], data };
}

async function initProject(context: InitContext, input: InitInput): Promise<Outcome<InitData>> {
  const folder = context.toAbsolute(input.folder);
  const name = chooseProjectName(input.name, lastSegment(folder));
  const searchPath = input.namespaces.map(requireSharedNamespace);
  const registry = input.url === undefined ? undefined : context.fromFolder(folder, input.url);
  const file = planProject({ name, registry, searchPath });
  await (input.isDryRun === true
    ? context.tryProjectFile(folder, file)
    : context.addProjectFile(folder, file));
  const data = {
    kind: input.kind,
    folder,
    name,
    ...writtenOf([file], input),
    repository: null,
    nextSteps: input.isDryRun === true ? NOTHING_WRITTEN : projectSteps(input),
  };
  return { verdict: 'pass', diagnostics: [], data };
}

function writtenOf(
  files: readonly PlannedText[],
  { isDryRun = false }: InitInput,
): Pick<InitData, 'files' | 'isDryRun' | 'changes'> {
  const changes = files.map(({ path, text }): EditedFile => {
    const lines = text.trimEnd().split('\n');
    return { path, change: 'added', lines: lines.map((line) => `+ ${line}`) };
  });
  return { files: files.map(({ path }) => path), isDryRun, changes: isDryRun ? changes : [] };
}

function lastSegment(path: string): string {
  return path.split(/[/\\]/u).findLast((part) => part !== '') ?? '';
}
