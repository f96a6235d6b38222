import { parse } from 'yaml';

/** Something unsafe in a workflow: the row of the attack catalogue that it opens, and where. */
export interface WorkflowFault {
  readonly row: 'C01' | 'C02' | 'C07' | 'C08' | 'C09' | 'C20';
  readonly what: string;
}

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly if?: string;
  readonly shell?: string;
  readonly 'working-directory'?: string;
}

interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly secrets?: unknown;
  readonly permissions?: unknown;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Full commit ids that were looked up in the actions' own repositories, with the tag that each carries. */
const KNOWN_ACTIONS: ReadonlyMap<string, string> = new Map([
  ['actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1', 'v7.0.1'],
  ['actions/setup-node@820762786026740c76f36085b0efc47a31fe5020', 'v7.0.0'],
  ['actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9', 'v5.0.0'],
  ['actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128', 'v5.0.0'],
  ['actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', 'v7.0.0'],
  ['actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', 'v8.0.1'],
]);

/** The one action of our own, in a checkout of the workflow's own commit or of the base branch. */
const OWN_ACTION = /^\.\/(?:(?<folder>[a-z]+)\/)?\.github\/actions\/hyper$/u;
const BASE_COMMIT = '${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha }}';

/** All that a job with a token that writes may run: it installs hyper and talks to the forge. */
const WRITING_COMMANDS =
  /^(?:npm install --global --ignore-scripts --no-audit --no-fund "\$HYPER_PACKAGE"|hyper forge (?:report|merge) "\$RUNNER_TEMP\/hyper\/report\.json"[ \w.$"-]*)$/u;

/** Never: a head is checked out by default, or nothing tells what started it. */
const FORBIDDEN_EVENTS = ['pull_request_target', 'discussion_comment'];
/** With the rights of the default branch, started by strangers: no job may check out anything but that branch. */
const PRIVILEGED_EVENTS = ['workflow_run', 'issue_comment'];
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review'];

/** Everything unsafe in a workflow; what it requires beyond that is the business of its own tests. */
export function lintWorkflow(text: string): readonly WorkflowFault[] {
  const workflow = parse(text) as Workflow;
  const events = typeof workflow.on === 'string' ? [workflow.on] : eventsOf(workflow.on);
  const faults: WorkflowFault[] = [];
  for (const event of events.filter((name) => FORBIDDEN_EVENTS.includes(name)))
    faults.push({ row: 'C01', what: `runs on ${event}` });
  const isForPulls = events.some((name) => PULL_REQUEST_EVENTS.includes(name));
  if (isForPulls && events.some((name) => PRIVILEGED_EVENTS.includes(name)))
    faults.push({ row: 'C01', what: 'mixes pull requests with events that have rights' });
  if (isForPulls && /\bsecrets\b/u.test(withoutComments(text)))
    faults.push({ row: 'C01', what: 'gives secrets to a pull request' });
  if (!isEmptyMap(workflow.permissions))
    faults.push({ row: 'C09', what: 'top-level permissions are not {}' });
  for (const [id, job] of Object.entries(workflow.jobs)) faults.push(...lintJob(id, job, events));
  faults.push(...lintUses(text));
  return faults;
}

function eventsOf(on: Exclude<Workflow['on'], string>): readonly string[] {
  return Array.isArray(on) ? (on as readonly string[]) : Object.keys(on);
}

function lintJob(id: string, job: Job, events: readonly string[]): readonly WorkflowFault[] {
  const faults: WorkflowFault[] = [];
  const steps = job.steps ?? [];
  if (!isMap(job.permissions)) faults.push({ row: 'C09', what: `${id} has no permissions of its own` });
  const granted = isMap(job.permissions) ? Object.entries(job.permissions) : [];
  const writes = granted.filter(([, access]) => access !== 'read' && access !== 'none');
  if (writes.length > 0 && events.some((name) => PULL_REQUEST_EVENTS.includes(name)))
    faults.push({ row: 'C01', what: `${id} may write, and pull requests run it` });
  // An identity writes nothing: it is as good as a key that a job is given.
  if (writes.some(([name]) => name !== 'id-token')) faults.push(...lintWriter(id, steps));
  const isGiven = JSON.stringify(job).includes('secrets.') || writes.some(([name]) => name === 'id-token');
  if (isGiven && /cache/u.test(JSON.stringify(job).replaceAll('"package-manager-cache":false', '')))
    faults.push({ row: 'C07', what: `${id} has secrets or an identity, and speaks of a cache` });
  faults.push(...lintOwnAction(id, steps, events));
  if (job.secrets === 'inherit') faults.push({ row: 'C09', what: `${id} inherits secrets` });
  for (const step of steps) faults.push(...lintStep(id, step));
  return faults;
}

/** A job that may write checks nothing out, and runs nothing but hyper. */
function lintWriter(id: string, steps: readonly Step[]): readonly WorkflowFault[] {
  const faults: WorkflowFault[] = [];
  for (const { run, uses = '' } of steps) {
    if (uses.startsWith('actions/checkout') || uses.startsWith('./'))
      faults.push({ row: 'C09', what: `${id} may write, and uses what is in the tree` });
    if (
      run !== undefined &&
      !run
        .trim()
        .split('\n')
        .every((line) => WRITING_COMMANDS.test(line.trim()))
    )
      faults.push({ row: 'C09', what: `${id} may write, and runs ${run}` });
  }
  return faults;
}

/** Our own action comes from the base of a pull request, never from the pull request. */
function lintOwnAction(
  id: string,
  steps: readonly Step[],
  events: readonly string[],
): readonly WorkflowFault[] {
  const faults: WorkflowFault[] = [];
  const isForPulls = events.some((name) => PULL_REQUEST_EVENTS.includes(name));
  for (const { uses = '' } of steps.filter((step) => step.uses?.startsWith('./') === true)) {
    const match = OWN_ACTION.exec(uses);
    const folder = match?.groups?.['folder'];
    const from = steps.filter(
      (step) => step.uses?.startsWith('actions/checkout@') === true && step.with?.['path'] === folder,
    );
    const [only] = from;
    const isTrusted = isForPulls ? only?.with?.['ref'] === BASE_COMMIT : only?.with?.['ref'] === undefined;
    if (match === null || from.length !== 1 || !isTrusted)
      faults.push({ row: 'C01', what: `${id} uses ${uses}, which is not that of the base` });
  }
  return faults;
}

function lintStep(id: string, step: Step): readonly WorkflowFault[] {
  const faults: WorkflowFault[] = [];
  const place = `${id}: ${step.name ?? step.uses ?? step.run ?? ''}`;
  const scripts = [step.run, step.with?.['script']].filter((script) => typeof script === 'string');
  if (scripts.some((script) => script.includes('${{')))
    faults.push({ row: 'C02', what: `${place} has an expression in a script` });
  if (scripts.some((script) => /GITHUB_(?:ENV|PATH)\b|::(?:set-env|add-path|set-output)/u.test(script)))
    faults.push({ row: 'C02', what: `${place} writes to the environment of later steps` });
  const uses = step.uses ?? '';
  if (/^actions\/cache\b/u.test(uses) || (step.with?.['cache'] ?? '') !== '')
    faults.push({ row: 'C07', what: `${place} uses a cache` });
  if (uses.startsWith('actions/setup-node@') && step.with?.['package-manager-cache'] !== false)
    faults.push({ row: 'C07', what: `${place} may use a cache` });
  if (uses.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false)
    faults.push({ row: 'C09', what: `${place} keeps the credentials` });
  const ref = step.with?.['ref'];
  if (uses.startsWith('actions/checkout@') && ref !== undefined && ref !== BASE_COMMIT)
    faults.push({ row: 'C01', what: `${place} checks out a ref of its own` });
  return faults;
}

function lintUses(text: string): readonly WorkflowFault[] {
  const faults: WorkflowFault[] = [];
  for (const [, action = '', comment] of text.matchAll(/\buses:\s*(\S+)(?:[ \t]+#[ \t]*(\S+))?/gu)) {
    const tag = KNOWN_ACTIONS.get(action);
    if (OWN_ACTION.test(action)) continue;
    if (tag === undefined)
      faults.push({ row: 'C08', what: `${action} is not pinned to a commit that was looked up` });
    else if (comment !== tag)
      faults.push({ row: 'C08', what: `${action} is ${tag}, the comment says otherwise` });
  }
  return faults;
}

/** Everything unsafe in a composite action of ours. */
export function lintAction(text: string): readonly WorkflowFault[] {
  const { runs } = parse(text) as {
    readonly runs: { readonly using: string; readonly steps: readonly Step[] };
  };
  const faults: WorkflowFault[] = runs.steps.flatMap((step) => lintStep('action', step));
  for (const { run, shell, 'working-directory': folder } of runs.steps) {
    if (run?.includes('npm ') === true && folder !== '${{ runner.temp }}')
      faults.push({ row: 'C01', what: 'installs where a tree of strangers may configure npm' });
    if (run !== undefined && shell !== 'bash') faults.push({ row: 'C02', what: 'a script of another shell' });
  }
  if (runs.using !== 'composite') faults.push({ row: 'C08', what: `runs by ${runs.using}` });
  return [...faults, ...lintUses(text)];
}

/** A check that is required must always report: what would let a pull request go around it. */
export function lintRequiredCheck(text: string, jobName: string): readonly WorkflowFault[] {
  const { on, jobs } = parse(text) as Workflow;
  const events = typeof on === 'string' || Array.isArray(on) ? {} : (on as Readonly<Record<string, unknown>>);
  const faults: WorkflowFault[] = [];
  for (const event of ['pull_request', 'merge_group']) {
    if (!(event in events)) faults.push({ row: 'C20', what: `does not run on ${event}` });
    else if (events[event] !== null) faults.push({ row: 'C20', what: `${event} has a filter` });
  }
  const job = Object.values(jobs).find((one) => one.name === jobName);
  if (job === undefined) faults.push({ row: 'C20', what: `no job is named ${jobName}` });
  if (job?.if !== undefined) faults.push({ row: 'C20', what: 'the job has a condition' });
  if (job?.steps?.some((step) => step.if !== undefined || 'continue-on-error' in step) === true)
    faults.push({ row: 'C20', what: 'a step can be skipped, or fail for nothing' });
  return faults;
}

function withoutComments(text: string): string {
  return text.replace(/^\s*#.*$/gmu, '');
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyMap(value: unknown): boolean {
  return isMap(value) && Object.keys(value).length === 0;
}
