import { Buffer } from 'node:buffer';
import { MAX_MANIFEST_BYTES, Moment, invariant } from '../../core/index.ts';
import type { Clock, JsonValue } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { parseNamespacePath } from '../../names/index.ts';
import {
  compilePolicies,
  explainPolicies,
  policiesInForce,
  subjectOfNamespace,
  subjectOfRelease,
} from '../../policy/index.ts';
import type { ExplainedPolicy, PolicyFinding, PolicySubject } from '../../policy/index.ts';
import { findArtifact } from '../../registry/index.ts';
import type { Snapshot, TreeEntry } from '../../registry/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { loadKeptSnapshot } from '../kept-snapshot.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import { readRelease } from '../read/registry-get.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';
import { readSignatureFacts } from './signature-facts.ts';
import type { SignatureContext } from './signature-facts.ts';

export interface PolicyExplainInput extends ReadInput {
  /** A release, or a namespace. */
  readonly target: string;
  /** Where a bare name is looked up first. */
  readonly namespace: string | undefined;
}

/** What one rule says; `content` where it has nothing to say. */
export interface ExplainedRule {
  readonly id: string;
  readonly outcome: PolicyFinding['outcome'] | 'content';
  readonly isRefusal: boolean;
  readonly message: string | null;
  readonly hint: string | null;
  readonly exception: PolicyFinding['exception'] | null;
  /** The whole manifest as a transformation would have it. */
  readonly patched: string | null;
  readonly checks: readonly {
    readonly field: string;
    readonly operator: string;
    readonly wanted: JsonValue;
    /** Null where it is not there. */
    readonly actual: JsonValue;
    readonly truth: 'yes' | 'no' | 'unknown';
  }[];
}

export interface PolicyExplainData {
  readonly reference: string;
  readonly path: string;
  /** Whether a signature that counts was found, and whose. */
  readonly signature: { readonly verified: boolean; readonly signers: readonly string[] };
  readonly policies: readonly {
    readonly id: string;
    readonly from: string | null;
    readonly path: string;
    readonly enforcement: string;
    /** Why it says nothing; null where it is asked. */
    readonly silence: string | null;
    readonly rules: readonly ExplainedRule[];
  }[];
}

export type PolicyExplainContext = RegistryContext & SignatureContext & { readonly clock: Clock };

/** Tells what each policy in force says of a release or namespace, and why. Errors: those of finding it. */
export const policyExplain: Operation<PolicyExplainInput, PolicyExplainData, PolicyExplainContext> = {
  id: 'policy.explain',
  group: 'validation',
  summary: 'Tell what policies say of a release or a namespace, and why',
  async run(context, input) {
    const { registry, revision } = await openRevision(context, input, 'list');
    const moment = new Moment(context.clock());
    const { target, namespace } = input;
    const question = { operation: 'policy.explain', revision, asked: { target, namespace }, moment };
    return keptOutcome(registry, question, async () =>
      tell(context, registry, await loadKeptSnapshot(registry, revision), { input, moment }),
    );
  },
};

async function tell(
  context: PolicyExplainContext,
  registry: OpenedRegistry,
  snapshot: Snapshot,
  { input, moment }: { readonly input: PolicyExplainInput; readonly moment: Moment },
): Promise<Outcome<PolicyExplainData>> {
  const { subject, entry } = await findSubject(registry, snapshot, input);
  const facts = await readSignatureFacts(context, registry.store, snapshot, [entry], moment);
  const signature = facts.get(entry.path) ?? { verified: false, signers: [] };
  const judged = { ...subject, signature, operation: { name: 'publish' } };
  const policies = await compilePolicies(policiesInForce(snapshot, subject.namespace));
  const explained = explainPolicies(policies, judged, { at: moment });
  const findings = explained.flatMap((one) => [
    ...one.findings,
    ...one.rules.flatMap(({ finding }) => finding ?? []),
  ]);
  const isRefused = findings.some(({ isRefusal }) => isRefusal);
  return {
    verdict: isRefused ? 'findings' : 'pass',
    diagnostics: findings.map(({ diagnostic }) => diagnostic),
    data: { reference: subject.reference, path: subject.path, signature, policies: explained.map(toData) },
  };
}

async function findSubject(
  registry: OpenedRegistry,
  snapshot: Snapshot,
  { target, namespace }: PolicyExplainInput,
): Promise<{ subject: PolicySubject; entry: TreeEntry }> {
  const path = parseNamespacePath(target);
  const record = path.ok ? snapshot.namespaces.get(path.value) : undefined;
  const file = path.ok ? snapshot.index.namespaces.get(path.value)?.manifest : undefined;
  if (record !== undefined && file !== undefined) {
    const document = await readDocument(registry, file);
    return {
      subject: subjectOfNamespace(snapshot, record.manifest, { path: file.path, document }),
      entry: file,
    };
  }
  const place = namespace === undefined ? {} : { namespace: requireNamespace(namespace) };
  const release = await readRelease(registry, snapshot, findArtifact(snapshot, target, place), target);
  const { document } = parseDocument(Buffer.from(release.text));
  invariant(document !== undefined, 'a release that was read is a document');
  const { entry, manifest } = release;
  return { subject: subjectOfRelease(snapshot, manifest, { path: entry.path, document }), entry };
}

async function readDocument({ store }: OpenedRegistry, entry: TreeEntry): Promise<PolicySubject['document']> {
  let document: PolicySubject['document'] | undefined;
  for await (const blobs of store.readBlobs([entry], MAX_MANIFEST_BYTES)) {
    for (const { bytes } of blobs) document = bytes === undefined ? undefined : parseDocument(bytes).document;
  }
  invariant(document !== undefined, 'a namespace that was read is a document');
  return document;
}

function toData({
  policy,
  silence,
  rules,
  findings,
}: ExplainedPolicy): PolicyExplainData['policies'][number] {
  const { id, from = null, path, enforcement } = policy;
  const whole = findings.map((finding) => toRule({ id: '', finding, checks: [] }));
  return { id, from, path, enforcement, silence: silence ?? null, rules: [...whole, ...rules.map(toRule)] };
}

function toRule({ id, finding, checks }: ExplainedPolicy['rules'][number]): ExplainedRule {
  return {
    id,
    outcome: finding?.outcome ?? 'content',
    isRefusal: finding?.isRefusal ?? false,
    message: finding?.diagnostic.message ?? null,
    hint: finding?.diagnostic.hint ?? null,
    exception: finding?.exception ?? null,
    patched: finding?.patched ?? null,
    checks: checks.map(({ actual = null, ...rest }) => ({ ...rest, actual })),
  };
}
