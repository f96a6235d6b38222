import { compareText } from '../../core/index.ts';
import { releaseStateOf } from '../../registry/index.ts';
import type { ReleaseState } from '../../registry/index.ts';
import type { ChangedArtifact } from '../change/change-subject.ts';
import { redirectOf } from '../change/redirect-targets.ts';
import { quoted } from './change-fact.ts';
import type { ChangeFact } from './change-fact.ts';

/** What a change does to the state of an artifact: releases, channels, tags, redirect. Pure. */
export function* stateFacts({ reference: subject, before, after }: ChangedArtifact): Iterable<ChangeFact> {
  const versions = new Set([before, after].flatMap(({ state }) => Object.keys(state?.releases ?? {})));
  for (const version of [...versions].sort(compareText)) {
    const [old, now] = [releaseStateOf(before.state, version), releaseStateOf(after.state, version)];
    for (const [verb, reason] of movesOf(old, now)) {
      const text = `${verb} ${quoted(subject)} ${quoted(version)}`;
      yield {
        kind: 'state',
        subject,
        text,
        details: reason === undefined ? [] : [`because: ${quoted(reason)}`],
      };
    }
  }
  for (const field of ['channels', 'tags'] as const) {
    const [old, now] = [before, after].map(({ state }) => new Map(Object.entries(state?.[field] ?? {})));
    const names = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
    for (const name of [...names].sort(compareText)) {
      const [from, to] = [old?.get(name), now?.get(name)];
      if (from === to) continue;
      const what = `the ${field === 'tags' ? 'tag' : 'channel'} ${quoted(name)} of ${quoted(subject)}`;
      const text =
        to === undefined
          ? `takes away ${what}`
          : from === undefined
            ? `sets ${what} to ${quoted(to)}`
            : `moves ${what} from ${quoted(from)} to ${quoted(to)}`;
      yield { kind: 'pointer', subject, text, details: [] };
    }
  }
  yield* wordFacts(subject, before.state, after.state);
  const [from, to] = [redirectOf(before.state), redirectOf(after.state)];
  if (from === to) return;
  const text =
    to === undefined
      ? `takes back the redirect of ${quoted(subject)}`
      : `redirects ${quoted(subject)} to ${quoted(to)}`;
  yield { kind: 'redirect', subject, text, details: [] };
}

/** The format of the state, and what its keepers say to everybody. */
function* wordFacts(
  subject: string,
  before: ChangedArtifact['before']['state'],
  after: ChangedArtifact['after']['state'],
): Iterable<ChangeFact> {
  const [from, to] = [before?.apiVersion, after?.apiVersion];
  if (from !== undefined && to !== undefined && from !== to) {
    const text = `changes the format of the state of ${quoted(subject)} from ${from} to ${to}`;
    yield { kind: 'state', subject, text, details: [] };
  }
  const notice = after?.notice;
  if (before?.notice === notice) return;
  const text =
    notice === undefined
      ? `takes away the notice of ${quoted(subject)}`
      : `sets the notice of ${quoted(subject)}`;
  yield { kind: 'state', subject, text, details: notice === undefined ? [] : [`it says: ${quoted(notice)}`] };
}

function* movesOf(old: ReleaseState, now: ReleaseState): Iterable<readonly [verb: string, reason?: string]> {
  if (now.isTombstone && !old.isTombstone) {
    yield reasoned('deletes', now.record?.tombstone?.reason);
    return;
  }
  if (old.state !== now.state) yield reasoned(verbOf(old, now), now.record?.deprecation?.reason);
  if (now.isYanked && !old.isYanked) yield reasoned('yanks', now.record?.yanked?.reason);
  if (!now.isYanked && old.isYanked) yield ['takes back the yank of'];
  if (now.isUnpublished && !old.isUnpublished) yield reasoned('unpublishes', now.record?.unpublished?.reason);
  if (!now.isUnpublished && old.isUnpublished) yield ['publishes again'];
}

function reasoned(verb: string, reason: string | undefined): readonly [verb: string, reason?: string] {
  return reason === undefined ? [verb] : [verb, reason];
}

function verbOf(old: ReleaseState, now: ReleaseState): string {
  switch (now.state) {
    case 'archived':
      return 'archives';
    case 'deprecated':
      return old.state === 'archived' ? 'restores (deprecated)' : 'deprecates';
    case 'draft':
      return old.state === 'archived' ? 'restores (draft)' : 'makes a draft of';
    case 'published':
      return old.state === 'archived'
        ? 'restores'
        : old.state === 'deprecated'
          ? 'takes back the deprecation of'
          : 'publishes the draft';
  }
}
