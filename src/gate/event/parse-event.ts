import { HyperError, isJsonObject, parseJsonObject } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import type { ChangeEvent, ForgeAccount, ForgeReview } from './change-event.ts';

const MAX_EVENT_UNITS = 32 * 1024 * 1024;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;
/** What git writes for "there was nothing before". */
const NOTHING = /^0+$/u;

const STATES: ReadonlyMap<string, ForgeReview['state']> = new Map([
  ['APPROVED', 'approved'],
  ['CHANGES_REQUESTED', 'rejected'],
  ['DISMISSED', 'withdrawn'],
]);

/**
 * Reads the payload of a GitHub event: `pull_request`, `merge_group` or `push`, told by its own fields. Beside these it
 * takes what the forge was asked for: `reviews` as GET …/pulls/N/reviews gives them, and `teams` as `{id, members: [{id}]}`.
 * Every text in it may be an attacker's; only numbers and commit ids are believed. Pure. Errors: `HYPER_EVENT_INVALID`.
 */
export function parseEvent(text: string): ChangeEvent {
  const payload = parseJsonObject(text, MAX_EVENT_UNITS, invalid);
  const pull = objectIn(payload, 'pull_request');
  const group = objectIn(payload, 'merge_group');
  const more = { reviews: reviewsIn(payload), teams: teamsIn(payload) };
  if (pull !== undefined) {
    const [base, head] = [objectIn(pull, 'base'), objectIn(pull, 'head')];
    return {
      name: 'pull_request',
      ...{ base: commitIn(base, 'sha'), head: commitIn(head, 'sha') },
      number: numberIn(pull, 'number'),
      target: textIn(base, 'ref'),
      authors: authorsOf(payload, pull),
      ...more,
    };
  }
  if (group !== undefined) {
    const target = textIn(group, 'base_ref')?.replace(/^refs\/heads\//u, '');
    const range = { base: commitIn(group, 'base_sha'), head: commitIn(group, 'head_sha') };
    return { name: 'merge_group', ...range, number: undefined, target, authors: [], ...more };
  }
  if (typeof payload['after'] === 'string' && typeof payload['before'] === 'string') {
    const range = { base: commitIn(payload, 'before'), head: commitIn(payload, 'after') };
    const target = textIn(payload, 'ref')?.replace(/^refs\/heads\//u, '');
    const sender = accountOf(objectIn(payload, 'sender'));
    return {
      name: 'push',
      ...range,
      number: undefined,
      target,
      authors: sender === undefined ? [] : [sender],
      ...more,
    };
  }
  const isAsked = ['workflow_run', 'comment'].some((name) => objectIn(payload, name) !== undefined);
  throw invalid(
    'it is neither a pull_request, a merge_group nor a push',
    isAsked ? 'ask the forge for the rest of it: hyper forge event --out event.json --fetch .' : undefined,
  );
}

/** Who opened it and, after a push to it, who pushed: a helper's commits are not the opener's. */
function authorsOf(payload: JsonObject, pull: JsonObject): ForgeAccount[] {
  const author = accountOf(objectIn(pull, 'user'));
  const sender = payload['action'] === 'synchronize' ? accountOf(objectIn(payload, 'sender')) : undefined;
  const both = [author, sender].filter((one) => one !== undefined);
  return both.filter(({ id }, at) => both.findIndex((one) => one.id === id) === at);
}

function reviewsIn(payload: JsonObject): ForgeReview[] {
  return listIn(payload, 'reviews').flatMap((review) => {
    const by = accountOf(objectIn(review, 'user'));
    const commit = textIn(review, 'commit_id');
    if (by === undefined || commit === undefined || !COMMIT.test(commit)) return [];
    return [{ by, commit, state: STATES.get(textIn(review, 'state') ?? '') ?? 'comment' }];
  });
}

function teamsIn(payload: JsonObject): Map<number, ReadonlySet<number>> {
  const teams = new Map<number, ReadonlySet<number>>();
  for (const team of listIn(payload, 'teams')) {
    const id = numberIn(team, 'id');
    const members = listIn(team, 'members').flatMap((member) => numberIn(member, 'id') ?? []);
    if (id !== undefined) teams.set(id, new Set(members));
  }
  return teams;
}

function accountOf(value: JsonObject | undefined): ForgeAccount | undefined {
  const id = numberIn(value, 'id');
  if (id === undefined || value === undefined) return undefined;
  const login = textIn(value, 'login') ?? '';
  return { id, login, isBot: value['type'] === 'Bot' || login.endsWith('[bot]') };
}

function commitIn(value: JsonObject | undefined, name: string): string {
  const commit = textIn(value, name);
  if (commit === undefined || !COMMIT.test(commit)) throw invalid(`its "${name}" is no commit id`);
  if (NOTHING.test(commit)) throw invalid(`its "${name}" is no commit: a branch was created or deleted`);
  return commit;
}

function objectIn(value: JsonObject | undefined, name: string): JsonObject | undefined {
  const found = value !== undefined && Object.hasOwn(value, name) ? value[name] : undefined;
  return isJsonObject(found) ? found : undefined;
}

function listIn(value: JsonObject, name: string): JsonObject[] {
  const found = Object.hasOwn(value, name) ? value[name] : undefined;
  return Array.isArray(found) ? (found as readonly JsonValue[]).filter((one) => isJsonObject(one)) : [];
}

function textIn(value: JsonObject | undefined, name: string): string | undefined {
  const found = value !== undefined && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}

function numberIn(value: JsonObject | undefined, name: string): number | undefined {
  const found = value !== undefined && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof found === 'number' && Number.isSafeInteger(found) && found > 0 ? found : undefined;
}

function invalid(why: string, hint?: string): HyperError {
  return new HyperError('HYPER_EVENT_INVALID', `the file is no event of the forge: ${why}`, {
    hint:
      hint ?? 'give the file that GITHUB_EVENT_PATH names, or leave --event out and say --base and --head',
  });
}
