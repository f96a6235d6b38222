import { Buffer } from 'node:buffer';
import { mendManifest } from '../../gate/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { folderOf } from '../../registry/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import type { Operation } from '../operation.ts';
import { runWrite } from '../write/run-write.ts';
import type { WritePlan } from '../write/run-write.ts';
import type { WriteContext, WritePlace } from '../write/write-context.ts';
import type { WriteData, WriteInput } from '../write/write-data.ts';
import { lintEntries, readSubjects } from './lint-entries.ts';
import { toScope } from './lint.ts';
import type { LintWish } from './lint.ts';

export interface LintFixInput extends WriteInput, LintWish {}

const ID = 'lint.fix';

/**
 * Mends what a machine can mend of the advice, every comment kept, in files that nobody relies on yet: drafts, and what the
 * last commit (or the revision that changes are counted from) does not hold as it is, without a signature beside it.
 */
export const lintFix: Operation<LintFixInput, WriteData, WriteContext> = {
  id: ID,
  group: 'validation',
  summary: 'Follow the advice of lint where a machine can, and keep every comment',
  run: (context, input) =>
    runWrite(context, input, { id: ID, capability: 'artifact:update' }, (place) => plan(place, input)),
};

async function plan(place: WritePlace, input: LintFixInput): Promise<WritePlan> {
  const { registry, snapshot } = place;
  const scope = await toScope(registry, snapshot.revision, input);
  const open = scope.only ?? new Set(await place.uncommitted());
  const entries = lintEntries(snapshot, { ...scope, isEvery: true });
  const free = entries.filter(
    ({ entry, isDraft }) =>
      (isDraft || open.has(entry.path)) && !snapshot.index.signatures.has(signaturePathOf(entry.path)),
  );
  const edits: PlannedEdit[] = [];
  for await (const { entry, subject, bytes } of readSubjects(registry.store, free, () => undefined)) {
    const after = Buffer.from(mendManifest(subject));
    if (Buffer.compare(after, bytes) !== 0) edits.push({ path: entry.entry.path, before: bytes, after });
  }
  const [first] = edits;
  const target = first?.path ?? (scope.path === '' ? 'registry.yaml' : scope.path);
  const more = edits.length > 1 ? ` and ${edits.length - 1} more` : '';
  const summary = first === undefined ? 'Tidy manifests' : `Tidy ${target}${more}`;
  const facts = { openToChange: free.length, publishedOrSigned: entries.length - free.length };
  return { edits, target, summary, facts, folder: folderOf(target) };
}
