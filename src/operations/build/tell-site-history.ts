import type { HistoryEvent } from '../../catalog/index.ts';
import { isJsonObject, throwIfInterrupted } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { actsOf, readChanges, readUnchangedStates } from '../../registry/index.ts';
import type { CommitPerson, LoggedCommit, RegistryStore } from '../../registry/index.ts';
import { hasWords } from '../audit/tell-history.ts';
import type { OperationContext } from '../operation.ts';
import type { OpenedRegistry } from '../world.ts';

/** Files of commits that are read together; a commit is never parted. */
const CHANGES_AT_ONCE = 2048;
/** Commits before the last one that a kept history is looked for at. */
const MAX_STEPS_BACK = 256;
/** Changes where a history is told otherwise. */
const FORMAT = 2;

/**
 * Every act on the first-parent line up to a commit, oldest first. What was told of an earlier commit is remembered, so
 * that the next build reads the commits since. Errors: `HYPER_REPOSITORY_SHALLOW`, `HYPER_REPOSITORY_MISSING`, those of
 * the store and of git.
 */
export async function tellSiteHistory(
  context: OperationContext,
  { store, commits, cache }: Pick<OpenedRegistry, 'store' | 'commits' | 'cache'>,
  commit: string,
): Promise<readonly HistoryEvent[]> {
  const line = await store.firstParents(commit);
  const { events, after } = lastKept(cache, line);
  if (after === commit) return events;
  const teller = new Teller(store, () => commits.contributors(commit));
  let done = 0;
  for await (const logged of commits.read(commit, after)) {
    throwIfInterrupted(context.signal);
    events.push(...(await teller.take(logged)));
    done += 1;
    if (done % 200 === 0) context.progress?.(done, line.length, 'commits told');
  }
  events.push(...(await teller.finish()));
  cache.writeBytes(keyOf(commit), toBytes(events));
  return events;
}

const END = 'end\n';

function toBytes(events: readonly HistoryEvent[]): Uint8Array {
  return new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join('') + END);
}

function keyOf(commit: string): string {
  return `history-${String(FORMAT)}-${commit}`;
}

/** The history that is kept of the latest commit; where none is, the empty one of no commit. */
function lastKept(
  cache: OpenedRegistry['cache'],
  line: readonly string[],
): { events: HistoryEvent[]; after: string | undefined } {
  const near = line.slice(-MAX_STEPS_BACK).reverse();
  for (const after of near) {
    const text = cache.read(keyOf(after));
    // What was cut off lacks its end.
    const events = text?.endsWith(END) === true ? parseEvents(text.slice(0, -END.length)) : undefined;
    if (events !== undefined) return { events, after };
  }
  return { events: [], after: undefined };
}

function parseEvents(text: string): HistoryEvent[] | undefined {
  try {
    const lines = text.split('\n').filter((line) => line !== '');
    const events = lines.map((line) => JSON.parse(line) as JsonValue);
    return events.every((event) => isJsonObject(event)) ? (events as unknown as HistoryEvent[]) : undefined;
  } catch {
    return undefined;
  }
}

/** Tells commits in groups, so that one process of git reads the contents of many. */
class Teller {
  readonly #store: RegistryStore;
  readonly #contributors: () => Promise<ReadonlyMap<string, readonly CommitPerson[]>>;
  #people: Promise<ReadonlyMap<string, readonly CommitPerson[]>> | undefined;
  #group: LoggedCommit[] = [];
  #size = 0;

  constructor(
    store: RegistryStore,
    contributors: () => Promise<ReadonlyMap<string, readonly CommitPerson[]>>,
  ) {
    this.#store = store;
    this.#contributors = contributors;
  }

  async take(commit: LoggedCommit): Promise<HistoryEvent[]> {
    this.#group.push(commit);
    this.#size += commit.changes.length;
    return this.#size < CHANGES_AT_ONCE ? [] : this.finish();
  }

  async finish(): Promise<HistoryEvent[]> {
    const group = this.#group;
    this.#group = [];
    this.#size = 0;
    const changes = await readChanges(
      this.#store,
      group.flatMap((commit) => commit.changes),
      hasWords,
    );
    const events: HistoryEvent[] = [];
    let first = 0;
    for (const commit of group) {
      const part = changes.slice(first, first + commit.changes.length);
      const revision = () => this.#store.resolveRevision(commit.commit);
      const acts = actsOf(part, await readUnchangedStates(this.#store, revision, part));
      first += commit.changes.length;
      const by = acts.length === 0 ? [] : await this.#peopleOf(commit);
      const at = new Date(commit.committedAt * 1000).toISOString().replace('.000Z', 'Z');
      for (const { operation, target, details, path } of acts) {
        events.push({ at, operation, target, details, commit: commit.commit, path, by });
      }
    }
    return events;
  }

  /** Of a merge those who wrote what it brought in, else the author. */
  async #peopleOf({ commit, parents, author }: LoggedCommit): Promise<string[]> {
    if (parents.length < 2) return [author.name];
    this.#people ??= this.#contributors();
    const people = (await this.#people).get(commit) ?? [];
    return people.length === 0 ? [author.name] : [...new Set(people.map(({ name }) => name))];
  }
}
