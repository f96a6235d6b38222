import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createForgeContext } from '../../src/composition-forge.ts';
import { forgeEvent, forgeMerge, forgeReport } from '../../src/operations/index.ts';
import type { ForgeMergeData, ForgeReportData, Outcome } from '../../src/operations/index.ts';
import type { CiData } from '../../src/operations/index.ts';
import type { MergeRules } from '../../src/lifecycle/index.ts';
import { readReportMarkdown, renderReport, toReport, PLAIN_PAINT } from '../../src/report/index.ts';
import { testGitEnvironment } from '../build/git-repository.ts';
import { testFacts } from '../build/registry-context.ts';
import { runCi } from '../build/run-ci.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import type { ForgeWorld } from './forge-world.ts';
import { updateMergeRef } from './pull-refs.ts';
import type { FakeComment, FakePull, TokenPermissions } from './state.ts';
import { toTrigger, workflowRunTrigger } from './workflow/payloads.ts';

export const RULES: MergeRules = {
  kinds: ['release-published', 'signature'],
  approvals: 1,
  holdLabels: ['hold'],
};

const READS: TokenPermissions = { contents: 'read', 'pull-requests': 'read' };
const TELLS: TokenPermissions = { checks: 'write', 'pull-requests': 'write' };
const MERGES: TokenPermissions = {
  contents: 'write',
  'pull-requests': 'write',
  checks: 'read',
  actions: 'write',
};

/** What `report.yml` does, in this process: its three jobs, each with the rights that the workflow gives it. */
export class Gatekeeper {
  readonly folder = temporaryFolder();
  readonly #world: ForgeWorld;
  readonly #clone: string;

  constructor(world: ForgeWorld) {
    this.#world = world;
    this.#clone = join(this.folder, 'clone.git');
    this.#git('clone', '-q', '--bare', world.repository.folder, this.#clone);
  }

  /** The path of the report, for a test that forges it. */
  get reportFile(): string {
    return join(this.folder, 'report.json');
  }

  get eventFile(): string {
    return join(this.folder, 'event.json');
  }

  /** The job `judge`: undefined where the pull request has another head by now. */
  async judge(pull: FakePull): Promise<Outcome<CiData> | undefined> {
    this.useEvent(pull);
    return this.judgeEvent();
  }

  /** Writes the event that follows a check of the pull request. */
  useEvent(pull: FakePull): void {
    const { repository } = this.#world;
    const trigger = toTrigger({ kind: 'pull_request', action: 'opened', repository, pull }, updateMergeRef);
    this.useText(JSON.stringify(workflowRunTrigger(trigger!, 'check', 1, 'success').payload));
  }

  useComment(comment: FakeComment, action: 'created' | 'edited' = 'created'): void {
    const { repository } = this.#world;
    const trigger = toTrigger({ kind: 'issue_comment', action, repository, comment }, updateMergeRef);
    this.useText(JSON.stringify(trigger!.payload));
  }

  useText(payload: string): void {
    writeFileSync(this.eventFile, payload);
  }

  async judgeEvent(): Promise<Outcome<CiData> | undefined> {
    this.#git('-C', this.#clone, 'fetch', '-q', this.#world.repository.folder, '+refs/heads/*:refs/heads/*');
    const out = join(this.folder, 'asked.json');
    const input = { event: this.eventFile, out, repository: undefined, fetchInto: this.#clone, teams: [] };
    const { data } = await forgeEvent.run(await this.#context(READS), input);
    if (!data.isFound) return undefined;
    const outcome = await runCi(this.#clone, {}, readFileSync(out, 'utf8'));
    const options = { format: 'json', width: Infinity, paint: PLAIN_PAINT, isQuiet: false } as const;
    writeFileSync(this.reportFile, (await renderReport(toReport('ci', outcome), options)).stdout);
    return outcome;
  }

  /** The job `tell`. */
  async tell(permissions: TokenPermissions = TELLS): Promise<ForgeReportData> {
    const context = { ...(await this.#context(permissions)), toMarkdown: readReportMarkdown };
    const input = { report: this.reportFile, event: this.eventFile, repository: undefined };
    return (await forgeReport.run(context, input)).data;
  }

  /** The job `merge`. */
  async merge(
    rules: Partial<MergeRules> = {},
    permissions: TokenPermissions = MERGES,
  ): Promise<ForgeMergeData> {
    const input = {
      report: this.reportFile,
      event: this.eventFile,
      repository: undefined,
      rules: { ...RULES, ...rules },
      method: 'squash' as const,
      defaultBranch: 'main',
      start: ['publish.yml'],
    };
    return (await forgeMerge.run(await this.#context(permissions), input)).data;
  }

  async #context(permissions: TokenPermissions): ReturnType<typeof createForgeContext> {
    const { github, repository } = this.#world;
    const environment = {
      PATH: process.env['PATH'],
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.url,
      GITHUB_REPOSITORY: 'acme/registry',
      GITHUB_TOKEN: github.workflowToken(repository, permissions),
    };
    return createForgeContext({}, { ...testFacts(this.folder), environment });
  }

  #git(...args: string[]): void {
    execFileSync('git', args, { env: testGitEnvironment(), stdio: 'pipe' });
  }
}
