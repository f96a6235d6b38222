import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fullName } from '../state.ts';
import { parseCommandFile } from './command-files.ts';
import { parseAction } from './definition.ts';
import type { Job, Step } from './definition.ts';
import { interpolate, isTrue } from './expression.ts';
import type { Scope, Value } from './expression.ts';
import type { JobResult, JobWorld } from './job-world.ts';
import { runKnownAction } from './known-actions.ts';
import { npmEnvironment } from './runner-files.ts';

type Texts = Record<string, string>;

interface StepsState {
  isFailed: boolean;
  readonly env: Texts;
  readonly steps: Record<string, Value>;
  readonly inputs: Readonly<Record<string, string>>;
  /** Of the composite action that these steps belong to. */
  readonly action: string | undefined;
}

/** Runs the steps of one job as a runner does: the real scripts, in folders of its own, with the job's own token. */
export class JobRun {
  readonly #world: JobWorld;
  readonly #job: Job;
  readonly #names: Readonly<Record<string, Value>>;
  readonly #files: {
    readonly output: string;
    readonly env: string;
    readonly summary: string;
    readonly path: string;
    readonly event: string;
  };
  #log = '';

  constructor(world: JobWorld, job: Job, names: Readonly<Record<string, Value>>) {
    this.#world = world;
    this.#job = job;
    this.#names = names;
    const file = (name: string): string => join(world.runner.home, name);
    this.#files = {
      output: file('output'),
      env: file('env'),
      summary: file('summary'),
      path: file('path'),
      event: file('event.json'),
    };
    for (const path of Object.values(this.#files)) writeFileSync(path, '');
    writeFileSync(this.#files.event, JSON.stringify(world.trigger.payload));
  }

  async run(env: Texts): Promise<JobResult> {
    const state: StepsState = { isFailed: false, env: { ...env }, steps: {}, inputs: {}, action: undefined };
    await this.#runSteps(this.#job.steps, state);
    const scope = this.#scope(state);
    const outputs = Object.fromEntries(
      Object.entries(this.#job.outputs ?? {}).map(([name, text]) => [name, interpolate(text, scope)]),
    );
    return {
      result: state.isFailed ? 'failure' : 'success',
      log: this.#log,
      summary: readFileSync(this.#files.summary, 'utf8'),
      outputs,
      token: this.#world.token,
      runner: this.#world.runner,
    };
  }

  async #runSteps(steps: readonly Step[], state: StepsState): Promise<void> {
    for (const step of steps) {
      if (!isTrue(step.if ?? 'success()', this.#scope(state))) {
        this.#keep(step, state, {}, 'skipped');
        continue;
      }
      let outputs: Texts = {};
      let isDone = true;
      try {
        outputs = await this.#runStep(step, state);
      } catch (error) {
        this.#log += `${error instanceof Error ? error.message : String(error)}\n`;
        outputs = error instanceof StepFailure ? error.outputs : {};
        isDone = false;
      }
      if (!isDone && step['continue-on-error'] !== true) state.isFailed = true;
      this.#keep(step, state, outputs, isDone ? 'success' : 'failure');
    }
  }

  #keep(step: Step, state: StepsState, outputs: Texts, outcome: string): void {
    if (step.id !== undefined) state.steps[step.id] = { outputs, outcome, conclusion: outcome };
  }

  async #runStep(step: Step, state: StepsState): Promise<Texts> {
    const scope = this.#scope(state);
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, text]) => [name, interpolate(text, scope)]),
    );
    const inside = this.#scope({ ...state, env: { ...state.env, ...env } });
    if (step.run !== undefined)
      return this.#runScript(step, interpolate(step.run, inside), { ...state.env, ...env }, inside, state);
    const inputs = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([name, value]) => [name, interpolate(String(value), inside)]),
    );
    const uses = step.uses ?? '';
    if (uses.startsWith('./')) return this.#runLocal(uses, inputs, { ...state.env, ...env });
    return { ...(await runKnownAction(uses.split('@')[0] ?? '', inputs, this.#world)) };
  }

  /** A composite action that is in the workspace: its own steps, with its inputs. */
  async #runLocal(uses: string, given: Readonly<Texts>, env: Texts): Promise<Texts> {
    const folder = resolve(this.#world.runner.workspace, uses);
    const action = parseAction(readFileSync(join(folder, 'action.yml'), 'utf8'));
    for (const name of Object.keys(given)) if (!(name in action.inputs)) throw new Error(`no input ${name}`);
    const base = this.#scope({ isFailed: false, env, steps: {}, inputs: {}, action: folder });
    const inputs = Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [
        name,
        given[name] ?? interpolate(input.default ?? '', base),
      ]),
    );
    const state: StepsState = { isFailed: false, env: { ...env }, steps: {}, inputs, action: folder };
    await this.#runSteps(action.steps, state);
    const scope = this.#scope(state);
    const outputs = Object.fromEntries(
      Object.entries(action.outputs).map(([name, { value }]) => [name, interpolate(value, scope)]),
    );
    if (state.isFailed) throw new StepFailure('the action failed', outputs);
    return outputs;
  }

  async #runScript(step: Step, script: string, env: Texts, scope: Scope, state: StepsState): Promise<Texts> {
    const { runner } = this.#world;
    const file = join(runner.home, 'script.sh');
    writeFileSync(file, script);
    for (const path of [this.#files.output, this.#files.env, this.#files.path]) writeFileSync(path, '');
    const folder =
      step['working-directory'] === undefined
        ? runner.workspace
        : resolve(runner.workspace, interpolate(step['working-directory'], scope));
    const flags = step.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
    const variables = { ...this.#variables(state), ...env };
    const status = await new Promise<number | null>((done, fail) => {
      const child = spawn('bash', [...flags, file], {
        cwd: folder,
        env: variables,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const keep = (chunk: Buffer): void => {
        this.#log += chunk.toString('utf8');
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.on('error', fail);
      child.on('close', done);
    });
    for (const [name, value] of parseCommandFile(readFileSync(this.#files.env, 'utf8')))
      state.env[name] = value;
    const outputs = Object.fromEntries(parseCommandFile(readFileSync(this.#files.output, 'utf8')));
    if (status !== 0) throw new StepFailure(`exit status ${String(status)}`, outputs);
    return outputs;
  }

  /** What a runner sets for every script. The token is not among it: only a step that is given it has it. */
  #variables(state: StepsState): Texts {
    const { trigger, runner, github, run } = this.#world;
    return {
      ...npmEnvironment(runner),
      PATH: [runner.bin, process.env['PATH'] ?? ''].join(delimiter),
      HOME: runner.home,
      LANG: 'C.UTF-8',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: fullName(trigger.repository),
      GITHUB_EVENT_NAME: trigger.name,
      GITHUB_EVENT_PATH: this.#files.event,
      GITHUB_SHA: trigger.sha,
      GITHUB_REF: trigger.ref,
      GITHUB_ACTOR: trigger.actor.login,
      GITHUB_RUN_ID: String(run),
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.url,
      GITHUB_WORKSPACE: runner.workspace,
      GITHUB_OUTPUT: this.#files.output,
      GITHUB_ENV: this.#files.env,
      GITHUB_PATH: this.#files.path,
      GITHUB_STEP_SUMMARY: this.#files.summary,
      RUNNER_TEMP: runner.temp,
      ...(state.action === undefined ? {} : { GITHUB_ACTION_PATH: state.action }),
    };
  }

  #scope(state: StepsState): Scope {
    const { runner, secrets } = this.#world;
    const names = {
      ...this.#names,
      env: state.env,
      steps: state.steps,
      inputs: state.inputs,
      secrets,
      runner: { temp: runner.temp, os: 'Linux' },
    };
    const functions = {
      success: () => !state.isFailed,
      failure: () => state.isFailed,
      always: () => true,
      cancelled: () => false,
    };
    return { names, functions };
  }
}

class StepFailure extends Error {
  readonly outputs: Texts;

  constructor(message: string, outputs: Texts) {
    super(message);
    this.outputs = outputs;
  }
}
