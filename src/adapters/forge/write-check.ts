import type { Annotation, CheckRecord, NewCheck } from '../../lifecycle/index.ts';
import { createOnce } from './create-once.ts';
import { isUncertain } from './forge-error.ts';
import { ONCE } from './forge-client.ts';
import type { ForgeClient } from './forge-client.ts';
import { toCheckRecord } from './github-shapes.ts';

/** GitHub takes so many annotations in one request. */
const MAX_ANNOTATIONS_PER_REQUEST = 50;
const MAX_TRIES = 3;

interface Place {
  readonly owner: string;
  readonly repo: string;
}

/**
 * Leaves a check with any number of annotations: 50 a request, the conclusion with the last of them, so that a check
 * that stopped halfway never looks complete. One that stopped is gone on with where it stands.
 */
export async function writeGitHubCheck(
  client: ForgeClient,
  place: Place,
  check: NewCheck,
  find: () => Promise<CheckRecord | undefined>,
): Promise<void> {
  const begun = await createOnce(find, async () => {
    const first = check.annotations.slice(0, MAX_ANNOTATIONS_PER_REQUEST);
    const isWhole = first.length === check.annotations.length;
    const { data } = await client.rest.checks.create({
      ...place,
      name: check.name,
      head_sha: check.commit,
      external_id: check.externalId,
      output: toOutput(check, first),
      ...(isWhole ? conclude(check) : { status: 'in_progress' as const }),
      request: ONCE,
    });
    return toCheckRecord(data);
  });
  let record = begun;
  for (let tries = 1; record.conclusion === null; tries += 1) {
    try {
      record = await addPart(client, place, check, record);
      tries = 0;
    } catch (error) {
      if (!isUncertain(error) || tries === MAX_TRIES) throw error;
      record = (await find()) ?? record;
    }
  }
}

/** Adds the next annotations, and with the last of them the conclusion. */
async function addPart(
  client: ForgeClient,
  place: Place,
  check: NewCheck,
  record: CheckRecord,
): Promise<CheckRecord> {
  const end = record.annotations + MAX_ANNOTATIONS_PER_REQUEST;
  const next = check.annotations.slice(record.annotations, end);
  const isLast = end >= check.annotations.length;
  await client.rest.checks.update({
    ...place,
    check_run_id: record.id,
    output: toOutput(check, next),
    ...(isLast ? conclude(check) : {}),
    request: ONCE,
  });
  return {
    ...record,
    annotations: record.annotations + next.length,
    conclusion: isLast ? check.conclusion : null,
  };
}

function conclude({ conclusion }: NewCheck): {
  status: 'completed';
  conclusion: 'success' | 'failure' | 'neutral' | 'action_required';
} {
  return {
    status: 'completed',
    conclusion: conclusion === 'action-required' ? 'action_required' : conclusion,
  };
}

function toOutput(
  { title, summary }: NewCheck,
  annotations: readonly Annotation[],
): {
  title: string;
  summary: string;
  annotations: {
    path: string;
    start_line: number;
    end_line: number;
    annotation_level: Annotation['level'];
    title: string;
    message: string;
  }[];
} {
  return {
    title,
    summary,
    annotations: annotations.map((each) => ({
      path: each.path,
      start_line: each.startLine,
      end_line: each.endLine,
      annotation_level: each.level,
      title: each.title,
      message: each.message,
    })),
  };
}
