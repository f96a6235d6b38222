import { HyperError, isJsonObject, parseJsonObject } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import type { ForgeActor } from './forge.ts';

/** What a workflow was started by, as far as hyper answers to it. Only numbers, commit ids and accounts are believed. */
export type ForgeEvent =
  | { readonly kind: 'pull-request'; readonly number: number; readonly headCommit: string }
  | {
      readonly kind: 'merge-group';
      readonly headCommit: string;
      readonly baseCommit: string;
      /** `refs/heads/main` */
      readonly baseRef: string;
    }
  | {
      /** Another workflow has ended; what that one says of itself is a stranger's word (ATTACKS C06). */
      readonly kind: 'workflow-run';
      readonly cause: string;
      readonly headCommit: string;
      readonly headBranch: string;
      readonly headOwner: string;
      readonly defaultBranch: string;
      /** Numbers that GitHub names; none for a pull request from a fork. */
      readonly numbers: readonly number[];
      /** Who started that workflow. */
      readonly actor: ForgeActor | undefined;
    }
  | {
      readonly kind: 'comment';
      readonly number: number;
      readonly comment: number;
      readonly author: ForgeActor;
      readonly body: string;
      /** False for one that was edited. */
      readonly isNew: boolean;
    };

const MAX_EVENT_UNITS = 32 * 1024 * 1024;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;

/** Reads the payload of a GitHub event, told by its own fields. Pure. Errors: `HYPER_FORGE_EVENT`. */
export function parseForgeEvent(text: string): ForgeEvent {
  const payload = parseJsonObject(text, MAX_EVENT_UNITS, invalid);
  const run = objectIn(payload, 'workflow_run');
  if (run !== undefined) return workflowRunOf(payload, run);
  const comment = objectIn(payload, 'comment');
  if (comment !== undefined) return commentOf(payload, comment);
  const pull = objectIn(payload, 'pull_request');
  if (pull !== undefined) {
    const headCommit = commitIn(objectIn(pull, 'head'), 'sha');
    return { kind: 'pull-request', number: requireNumber(pull, 'number'), headCommit };
  }
  const group = objectIn(payload, 'merge_group');
  if (group !== undefined) {
    const commits = { headCommit: commitIn(group, 'head_sha'), baseCommit: commitIn(group, 'base_sha') };
    return { kind: 'merge-group', ...commits, baseRef: textIn(group, 'base_ref') };
  }
  throw invalid('it is neither of a pull request, a merge group, a comment nor an ended workflow');
}

function workflowRunOf(payload: JsonObject, run: JsonObject): ForgeEvent {
  const pulls = run['pull_requests'];
  const numbers = (Array.isArray(pulls) ? (pulls as readonly JsonValue[]) : []).flatMap((pull) =>
    isJsonObject(pull) ? (numberIn(pull, 'number') ?? []) : [],
  );
  const owner = objectIn(objectIn(run, 'head_repository'), 'owner');
  return {
    kind: 'workflow-run',
    cause: textIn(run, 'event'),
    headCommit: commitIn(run, 'head_sha'),
    headBranch: textIn(run, 'head_branch'),
    headOwner: textIn(owner, 'login'),
    defaultBranch: textIn(objectIn(payload, 'repository'), 'default_branch'),
    numbers,
    actor: actorOf(objectIn(run, 'triggering_actor')),
  };
}

function commentOf(payload: JsonObject, comment: JsonObject): ForgeEvent {
  const issue = objectIn(payload, 'issue');
  const author = actorOf(objectIn(comment, 'user'));
  if (author === undefined) throw invalid('nobody wrote its comment');
  if (objectIn(issue, 'pull_request') === undefined) throw invalid('its comment is of no pull request');
  return {
    kind: 'comment',
    number: requireNumber(issue, 'number'),
    comment: requireNumber(comment, 'id'),
    author,
    body: textIn(comment, 'body'),
    isNew: payload['action'] === 'created',
  };
}

function actorOf(user: JsonObject | undefined): ForgeActor | undefined {
  const id = numberIn(user, 'id');
  if (id === undefined) return undefined;
  return { id, login: textIn(user, 'login'), isBot: textIn(user, 'type') !== 'User' };
}

function commitIn(value: JsonObject | undefined, name: string): string {
  const commit = textIn(value, name);
  if (!COMMIT.test(commit)) throw invalid(`its "${name}" is no commit id`);
  return commit;
}

function requireNumber(value: JsonObject | undefined, name: string): number {
  const found = numberIn(value, name);
  if (found === undefined) throw invalid(`its "${name}" is no number`);
  return found;
}

function objectIn(value: JsonObject | undefined, name: string): JsonObject | undefined {
  const found = value !== undefined && Object.hasOwn(value, name) ? value[name] : undefined;
  return isJsonObject(found) ? found : undefined;
}

function textIn(value: JsonObject | undefined, name: string): string {
  const found = value !== undefined && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
}

function numberIn(value: JsonObject | undefined, name: string): number | undefined {
  const found = value !== undefined && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof found === 'number' && Number.isSafeInteger(found) && found > 0 ? found : undefined;
}

function invalid(why: string): HyperError {
  return new HyperError('HYPER_FORGE_EVENT', `the file is no event that hyper answers to: ${why}`, {
    hint: 'give the file that GITHUB_EVENT_PATH names',
  });
}
