import { HyperError } from '../../core/index.ts';
import { parseForgeEvent, planCheck, planComment, planLabels } from '../../lifecycle/index.ts';
import type { Forge, ForgeEvent } from '../../lifecycle/index.ts';
import type { Operation } from '../operation.ts';
import { findPullRequest } from './find-pull-request.ts';
import type { ForgeReportContext, ReadReport } from './forge-context.ts';
import { parseReport } from './parse-report.ts';

export interface ForgeReportInput {
  /** What `hyper ci --output json` printed. */
  readonly report: string;
  readonly event: string;
  readonly repository: string | undefined;
}

export interface ForgeReportData {
  /** null for a group of the merge queue, and where the pull request has another head by now. */
  readonly number: number | null;
  readonly commit: string;
  readonly standing: ReadReport['standing'];
  readonly comment: 'added' | 'edited' | 'unchanged' | 'none';
  readonly annotations: number;
}

/**
 * Tells a forge what the gate said: a check at the commit, one comment that is edited in place, one label. The pull request
 * and the commit come from the event alone (ATTACKS C06). Run again, it finishes what is missing and doubles nothing.
 */
export const forgeReport: Operation<ForgeReportInput, ForgeReportData, ForgeReportContext> = {
  id: 'forge.report',
  group: 'forge',
  summary: 'Tell a forge what the gate said of a pull request',
  async run(context, input) {
    const event = parseForgeEvent(await context.readText(input.event));
    const report = parseReport(await context.readText(input.report));
    const forge = await context.openForge(input.repository);
    const found = await findPullRequest(forge, event);
    const commit = found?.headCommit ?? commitOf(event);
    if (report.data !== null && report.data.head !== commit) throw otherCommit(report.data.head, commit);
    const markdown = await context.toMarkdown(report);
    const check = planCheck({
      commit,
      standing: report.standing,
      diagnostics: report.diagnostics,
      markdown,
      prefix: report.data?.prefix ?? '',
    });
    await forge.writeCheck(check);
    const number = found?.pull.number ?? null;
    const told = { number, commit, standing: report.standing, annotations: check.annotations.length };
    if (found === undefined) return { verdict: 'pass', diagnostics: [], data: { ...told, comment: 'none' } };
    const comment = await writeComment(forge, found.pull.number, markdown);
    const labels = planLabels(found.pull.labels, report.standing);
    for (const name of labels.remove) await forge.removeLabel(found.pull.number, name);
    await forge.addLabels(found.pull.number, labels.add);
    return { verdict: 'pass', diagnostics: [], data: { ...told, comment }, isLasting: true };
  },
};

async function writeComment(
  forge: Forge,
  number: number,
  markdown: string,
): Promise<ForgeReportData['comment']> {
  const plan = planComment(await forge.listComments(number), markdown);
  for (const id of plan.remove) await forge.removeComment(id);
  if (plan.isUnchanged) return 'unchanged';
  if (plan.edit === undefined) {
    await forge.addComment(number, plan.body);
    return 'added';
  }
  await forge.editComment(plan.edit, plan.body);
  return 'edited';
}

function commitOf(event: ForgeEvent): string {
  if (event.kind === 'comment')
    throw new HyperError('HYPER_FORGE_EVENT', 'a comment names no commit to report on');
  return event.headCommit;
}

function otherCommit(reported: string, commit: string): HyperError {
  return new HyperError(
    'HYPER_FORGE_REPORT',
    `the report is of commit "${reported}", the event of "${commit}"`,
    {
      hint: 'let the check run again; if it happens again, find out who wrote the report',
    },
  );
}
