import { bareGit } from '../git-server.ts';
import { ACTIONS_BOT } from '../fake-github.ts';
import type { FakeGitHub } from '../fake-github.ts';
import { toRepository } from '../shapes.ts';
import { updateMergeRef } from '../pull-refs.ts';
import { fullName } from '../state.ts';
import type { Access, TokenPermissions } from '../state.ts';
import { parseWorkflow } from './definition.ts';
import type { Job, Workflow } from './definition.ts';
import { interpolate, isTrue } from './expression.ts';
import type { Scope, Value } from './expression.ts';
import type { Deployment, JobResult } from './job-world.ts';
import { toTrigger, workflowRunTrigger } from './payloads.ts';
import type { Trigger } from './payloads.ts';
import { JobRun } from './run-job.ts';
import { createRunner } from './runner-files.ts';

/** One run of one workflow. */
export interface WorkflowRun {
  readonly number: number;
  readonly workflow: string;
  readonly event: string;
  readonly conclusion: 'success' | 'failure';
  readonly jobs: ReadonlyMap<string, JobResult>;
}

/** GitHub Actions of one's own: starts the workflows that listen to an event, and those that listen to their end. */
export class GitHubActions {
  readonly runs: WorkflowRun[] = [];
  readonly deployments: Deployment[] = [];
  secrets: Readonly<Record<string, string>> = {};
  readonly #github: FakeGitHub;
  readonly #queue: Trigger[] = [];

  constructor(github: FakeGitHub) {
    this.#github = github;
    github.onEvent((event) => {
      const trigger = toTrigger(event, updateMergeRef);
      if (trigger !== undefined) this.#queue.push(trigger);
    });
  }

  start(trigger: Trigger): void {
    this.#queue.push(trigger);
  }

  /** Forgets what happened so far. */
  clear(): void {
    this.#queue.length = 0;
    this.runs.length = 0;
  }

  /** Runs everything that waits, and what it starts in turn; gives the runs in order. */
  async settle(): Promise<readonly WorkflowRun[]> {
    const before = this.runs.length;
    for (let trigger = this.#queue.shift(); trigger !== undefined; trigger = this.#queue.shift()) {
      for (const workflow of workflowsAt(trigger)) {
        if (isStartedBy(workflow, trigger)) await this.#run(workflow, trigger);
      }
    }
    return this.runs.slice(before);
  }

  async #run(workflow: Workflow, trigger: Trigger): Promise<void> {
    const number = this.#github.nextId();
    const jobs = new Map<string, JobResult>();
    for (const [id, job] of workflow.jobs)
      jobs.set(id, await this.#runJob(id, job, workflow, trigger, jobs, number));
    const isFailed = [...jobs.values()].some(({ result }) => result === 'failure');
    const conclusion = isFailed ? 'failure' : 'success';
    this.runs.push({ number, workflow: workflow.name, event: trigger.name, conclusion, jobs });
    if (trigger.name !== 'workflow_run')
      this.#queue.push(workflowRunTrigger(trigger, workflow.name, number, conclusion));
  }

  async #runJob(
    id: string,
    job: Job,
    workflow: Workflow,
    trigger: Trigger,
    done: ReadonlyMap<string, JobResult>,
    run: number,
  ): Promise<JobResult> {
    const needed = typeof job.needs === 'string' ? [job.needs] : (job.needs ?? []);
    const permissions = lowered(job.permissions ?? workflow.permissions, trigger.isFork);
    const token = this.#github.workflowToken(trigger.repository, permissions);
    const names = {
      github: githubContext(trigger, token, this.#github),
      needs: needsContext(needed, done),
      vars: {},
    };
    const isReady = needed.every((name) => done.get(name)?.result === 'success');
    const functions = {
      success: () => isReady,
      failure: () => !isReady,
      always: () => true,
      cancelled: () => false,
    };
    const scope: Scope = { names: { ...names, env: { ...workflow.env }, secrets: {} }, functions };
    if (!isTrue(job.if ?? 'success()', scope)) {
      return { result: 'skipped', log: '', summary: '', outputs: {}, token, runner: undefined };
    }
    const runner = createRunner();
    const secrets = trigger.isFork ? {} : this.secrets;
    const world = {
      github: this.#github,
      trigger,
      runner,
      run,
      token,
      permissions,
      secrets,
      deployments: this.deployments,
    };
    const inside: Scope = {
      names: { ...scope.names, secrets: { ...secrets }, runner: { temp: runner.temp } },
      functions,
    };
    const env = Object.fromEntries(
      Object.entries({ ...workflow.env, ...job.env }).map(([name, text]) => [
        name,
        interpolate(text, inside),
      ]),
    );
    const result = await new JobRun(world, job, names).run(env);
    this.#leaveCheck(job.name ?? id, trigger, result);
    return result;
  }

  #leaveCheck(name: string, { repository, checked }: Trigger, { result }: JobResult): void {
    repository.checks.push({
      id: this.#github.nextId(),
      name,
      commit: checked,
      app: ACTIONS_BOT.login.replace('[bot]', ''),
      externalId: '',
      conclusion: result,
      title: '',
      summary: '',
      annotations: [],
    });
  }
}

function workflowsAt({ repository, definition, only }: Trigger): readonly Workflow[] {
  const { folder } = repository;
  const names = bareGit(folder, ['ls-tree', '--name-only', '-z', definition, '.github/workflows/']).split(
    '\0',
  );
  return names
    .filter((path) => /\.ya?ml$/u.test(path) && (only === undefined || path.endsWith(`/${only}`)))
    .map((path) => parseWorkflow(path, bareGit(folder, ['cat-file', 'blob', `${definition}:${path}`])));
}

function isStartedBy({ on }: Workflow, { name, ref, payload }: Trigger): boolean {
  const filter = on.get(name);
  if (filter === undefined) return false;
  const { branches, types, workflows } = filter as Readonly<Record<string, readonly string[] | undefined>>;
  if (name === 'push' && branches?.includes(ref.replace('refs/heads/', '')) === false) return false;
  const run = payload['workflow_run'] as { readonly name: string } | undefined;
  if (run !== undefined && workflows?.includes(run.name) !== true) return false;
  return types?.includes(payload['action'] as string) !== false;
}

/** A pull request from elsewhere gets a token that reads, whatever the workflow asks for. */
function lowered(permissions: TokenPermissions, isFork: boolean): TokenPermissions {
  if (!isFork) return permissions;
  return Object.fromEntries(
    Object.entries(permissions)
      .filter(([name]) => name !== 'id-token')
      .map(([name, access]) => [name, access === 'none' ? 'none' : ('read' satisfies Access)]),
  );
}

function needsContext(needed: readonly string[], done: ReadonlyMap<string, JobResult>): Value {
  return Object.fromEntries(
    needed.map((name) => [
      name,
      { result: done.get(name)?.result ?? '', outputs: { ...done.get(name)?.outputs } },
    ]),
  );
}

function githubContext(trigger: Trigger, token: string, github: FakeGitHub): Value {
  const { repository, payload, name, sha, ref, actor } = trigger;
  return {
    token,
    event: JSON.parse(JSON.stringify(payload)) as Value,
    event_name: name,
    sha,
    ref,
    actor: actor.login,
    repository: fullName(repository),
    repository_owner: repository.owner.login,
    server_url: github.url,
    api_url: github.apiUrl,
    default_branch: toRepository(repository).default_branch,
  };
}

/** The last run of a workflow; throws where there was none. */
export function lastRun(runs: readonly WorkflowRun[], workflow: string): WorkflowRun {
  const found = runs.findLast((run) => run.workflow === workflow);
  if (found === undefined)
    throw new Error(`${workflow} did not run: ${runs.map((run) => run.workflow).join(', ')}`);
  return found;
}
