import { HyperError, compareDiagnostics, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { parseReference, suggest, toFolder } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { ACT_OPERATIONS, indexEntries } from '../../registry/index.ts';
import type { RegistryStore, Revision } from '../../registry/index.ts';
import { isThere } from '../validate/examination.ts';
import { namespaceMissing, requireNamespace } from '../namespace-filter.ts';
import { keptOutcome } from '../kept-outcome.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';
import type { AuditEvent } from './audit-event.ts';
import { tellHistory } from './tell-history.ts';

export interface AuditInput {
  readonly registry: string | undefined;
  /** The namespace, with those below it, or an artifact; undefined: the whole registry. */
  readonly namespace: string | undefined;
  /** The commit, branch, tag or date that the history ends with. */
  readonly at: string;
  /** Only what came to the branch from this moment on, or before that one. */
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  /** Only by people whose name or e-mail address holds this text, whatever its case. */
  readonly actor: string | undefined;
  /** Only these operations; empty: all. */
  readonly operations: readonly string[];
  /** Only what came after this commit: what a follower saw last. */
  readonly after: string | undefined;
}

export interface AuditData {
  readonly namespace: string | null;
  /** The commit that the history ends with. */
  readonly commit: string;
  /** Oldest first. */
  readonly events: readonly AuditEvent[];
}

const VIOLATIONS: ReadonlySet<string> = new Set(['rewrite', 'remove']);

/**
 * Tells everything that was ever done to a namespace: from the difference of each commit of the first-parent line against
 * its first parent, not from what commits say of themselves (SPEC section 3, Audit).
 * Errors: those of the store and of the history; `HYPER_REVISION_UNKNOWN`; `HYPER_USAGE_FLAG_VALUE` where no operation has
 * the name.
 */
export const audit: Operation<AuditInput, AuditData, RegistryContext> = {
  id: 'audit',
  group: 'trust',
  summary: 'Tell every act in the history of a namespace, from its content',
  async run(context, input) {
    const namespace = input.namespace === undefined ? undefined : requirePlace(input.namespace);
    for (const name of input.operations) assertOperation(name);
    const registry = await context.openRegistry({ registry: input.registry });
    const revision = await registry.store.resolveRevision(input.at);
    const { since, until, actor, operations, after } = input;
    const asked = {
      ...{ commit: revision.commit, namespace, actor, operations, after },
      ...{ since: since?.toISOString(), until: until?.toISOString() },
    };
    return keptOutcome(registry, { operation: 'audit', revision, asked }, () =>
      tell(context, registry, { ...input, namespace, commit: revision.commit ?? '' }),
    );
  },
};

/** A namespace, or an artifact by its reference: both are folders. Errors: those of `parseNamespacePath`. */
function requirePlace(text: string): NamespacePath {
  const parsed = parseReference(text);
  const named = parsed.ok && parsed.value.kind === 'name' ? parsed.value : undefined;
  if (named?.namespace === undefined || named.selector !== undefined || text.split('/').length !== 2)
    return requireNamespace(text);
  return requireNamespace(`${named.namespace}.${named.name}`);
}

/** Nothing done is no answer for what is not there. Errors: `HYPER_NAMESPACE_MISSING`. */
async function requireThere(store: RegistryStore, revision: Revision, place: NamespacePath): Promise<void> {
  if (await isThere(store, revision, toFolder(place))) return;
  const { namespaces, artifacts } = indexEntries(await store.listTree(revision));
  const known = Array.from(artifacts.values(), ({ namespace, name }): string => `${namespace}.${name}`);
  if (!known.some((one) => one === place)) throw namespaceMissing(place, [...namespaces.keys(), ...known]);
}

function assertOperation(name: string): void {
  if (ACT_OPERATIONS.some((one) => one === name)) return;
  const [near] = suggest(name, ACT_OPERATIONS, 1);
  throw new HyperError('HYPER_USAGE_FLAG_VALUE', `no operation is called "${toOneLine(name)}"`, {
    hint: near === undefined ? `one of ${ACT_OPERATIONS.join(', ')}` : `did you mean "${near}"?`,
  });
}

async function tell(
  context: RegistryContext,
  { store, commits }: OpenedRegistry,
  input: AuditInput & { readonly commit: string },
): Promise<Outcome<AuditData>> {
  const { namespace, commit } = input;
  const folder = namespace === undefined ? '' : `${toFolder(namespace as NamespacePath)}/`;
  const isAsked = toFilter(input);
  const events: AuditEvent[] = [];
  const diagnostics: Diagnostic[] = [];
  let isKnown = false;
  const seen = await commitsUpTo(store, commit, input.after);
  const progress = (done: number): void => context.progress?.(done, 0, 'commits');
  for await (const told of tellHistory({ store, commits, folder, commit, progress })) {
    if (seen.has(told.commit)) continue;
    isKnown ||= told.events.length > 0;
    const kept = told.events.filter(isAsked);
    events.push(...kept);
    if (isInTime(told.at, input)) diagnostics.push(...told.falseTrailers);
    diagnostics.push(...kept.filter(({ operation }) => VIOLATIONS.has(operation)).map(toViolation));
  }
  if (namespace !== undefined && !isKnown && input.after === undefined)
    await requireThere(store, await store.resolveRevision(commit), namespace as NamespacePath);
  return {
    verdict: diagnostics.length > 0 ? 'findings' : 'pass',
    diagnostics: diagnostics.sort(compareDiagnostics),
    data: { namespace: namespace ?? null, commit, events },
  };
}

/** The commits that a follower has seen. Errors: `HYPER_AUDIT_FORKED` where the branch does not hold the last of them. */
async function commitsUpTo(
  store: RegistryStore,
  commit: string,
  after: string | undefined,
): Promise<ReadonlySet<string>> {
  if (after === undefined || after === '') return new Set();
  const line = await store.firstParents(commit);
  const last = line.indexOf(after);
  if (last >= 0) return new Set(line.slice(0, last + 1));
  throw new HyperError('HYPER_AUDIT_FORKED', `the branch no longer holds commit ${after.slice(0, 12)}`, {
    hint: 'its history was rewritten: compare with another clone before you believe it',
  });
}

function toFilter(input: AuditInput): (event: AuditEvent) => boolean {
  const actor = input.actor?.toLowerCase();
  const operations = new Set(input.operations);
  return (event) => {
    if (!isInTime(Date.parse(event.at) / 1000, input)) return false;
    if (operations.size > 0 && !operations.has(event.operation)) return false;
    if (actor === undefined) return true;
    const people = [event.actor, ...event.contributors];
    return people.some(({ name, email }) => `${name}\n${email}`.toLowerCase().includes(actor));
  };
}

function isInTime(seconds: number, { since, until }: Pick<AuditInput, 'since' | 'until'>): boolean {
  const time = seconds * 1000;
  return (since === undefined || time >= since.getTime()) && (until === undefined || time <= until.getTime());
}

function toViolation({ target, path, commit, details }: AuditEvent): Diagnostic {
  const what = details === '' ? 'removed' : details;
  return {
    code: 'HYPER_AUDIT_REWRITE',
    severity: 'error',
    path,
    message: `"${toOneLine(target)}" was changed after it was published, in ${commit.slice(0, 12)}: ${toOneLine(what)}`,
    hint: `see it: git show ${commit.slice(0, 12)}`,
  };
}
