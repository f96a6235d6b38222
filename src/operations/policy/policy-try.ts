import { Buffer } from 'node:buffer';
import type { Diagnostic } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { parseNamespacePath } from '../../names/index.ts';
import {
  declaredPolicies,
  compilePolicies,
  evaluatePolicies,
  policiesInForce,
  subjectOfRelease,
} from '../../policy/index.ts';
import type { CompiledPolicy, PolicyFinding, SignatureFacts } from '../../policy/index.ts';
import { indexEntries, streamReleases } from '../../registry/index.ts';
import type { ArtifactEntry, Release, RegistryStore, Snapshot } from '../../registry/index.ts';
import { isWithinKnown } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { openSnapshot } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { RegistryContext } from '../world.ts';
import { selectPolicies } from './find-policies.ts';
import { readSignatureFacts } from './signature-facts.ts';
import type { SignatureContext } from './signature-facts.ts';

export interface PolicyTryInput extends ReadInput {
  /** Its id; undefined: all that are in force. */
  readonly policy: string | undefined;
  /** Only releases that came after this revision; undefined: all. */
  readonly since: string | undefined;
  readonly namespace: string | undefined;
}

/** A release that a policy would have refused, with the rule. */
export interface TriedRelease {
  readonly reference: string;
  readonly policy: string;
  readonly from: string | null;
  readonly rule: string | null;
  readonly outcome: string;
  readonly message: string;
}

export interface PolicyTryData {
  /** Releases that were looked at. */
  readonly examined: number;
  /** In order of reference. */
  readonly refused: readonly TriedRelease[];
}

export type PolicyReadContext = RegistryContext & SignatureContext;

/**
 * Shows what policies, taken as mandatory, would have refused of the releases that a registry holds: what making one mandatory
 * would have meant. Errors: `HYPER_POLICY_UNKNOWN`, `HYPER_NAMESPACE_MISSING`.
 */
export const policyTry: Operation<PolicyTryInput, PolicyTryData, PolicyReadContext> = {
  id: 'policy.try',
  group: 'validation',
  summary: 'Show what a policy would have refused in history',
  async run(context, input) {
    const { registry, snapshot } = await openSnapshot(context, input);
    const { store } = registry;
    selectPolicies(declaredPolicies(snapshot), input.policy);
    const isAsked = isWithinKnown(input.namespace, snapshot.index.namespaces.keys());
    const artifacts = [...snapshot.index.artifacts.values()].filter(({ namespace }) => isAsked(namespace));
    const wanted = await newReleases(store, artifacts, input.since);
    const diagnostics: Diagnostic[] = [];
    const judge = new Trial(snapshot, input.policy, context.clock());
    const asksForSignature = await judge.prepare(wanted);
    const entries = asksForSignature ? wanted.flatMap(({ releases }) => [...releases.values()]) : [];
    const signatures = await readSignatureFacts(context, store, snapshot, entries);
    let examined = 0;
    const refused: TriedRelease[] = [];
    for await (const release of streamReleases(store, wanted, (fault) => diagnostics.push(fault))) {
      examined += 1;
      refused.push(...judge.release(release, signatures.get(release.entry.path)));
      if (examined % 100 === 0) context.progress?.(examined, 0, 'releases judged');
    }
    refused.sort((left, right) =>
      left.reference < right.reference ? -1 : left.reference > right.reference ? 1 : 0,
    );
    const isFine = refused.length === 0 && diagnostics.length === 0;
    return { verdict: isFine ? 'pass' : 'findings', diagnostics, data: { examined, refused } };
  },
};

/** The artifacts with the releases alone that are not at the revision. */
async function newReleases(
  store: RegistryStore,
  artifacts: readonly ArtifactEntry[],
  since: string | undefined,
): Promise<ArtifactEntry[]> {
  if (since === undefined) return [...artifacts];
  const before = indexEntries(await store.listTree(await store.resolveRevision(since)));
  return artifacts.flatMap((artifact) => {
    const known = before.artifacts.get(artifact.reference)?.releases;
    const releases = new Map([...artifact.releases].filter(([version]) => known?.has(version) !== true));
    return releases.size === 0 ? [] : [{ ...artifact, releases }];
  });
}

/** Policies by namespace, all as if they were mandatory. */
class Trial {
  readonly #snapshot: Snapshot;
  readonly #id: string | undefined;
  readonly #at: Date;
  readonly #policies = new Map<string, readonly CompiledPolicy[]>();

  constructor(snapshot: Snapshot, id: string | undefined, at: Date) {
    this.#snapshot = snapshot;
    this.#id = id;
    this.#at = at;
  }

  /** Makes the policies of all namespaces ready; true where one of them asks for signatures. */
  async prepare(artifacts: readonly ArtifactEntry[]): Promise<boolean> {
    for (const { namespace } of artifacts) {
      if (this.#policies.has(namespace)) continue;
      const path = parseNamespacePath(namespace);
      const inForce = path.ok ? policiesInForce(this.#snapshot, path.value) : [];
      const asked = inForce.filter(({ id }) => this.#id === undefined || id === this.#id);
      const compiled = await compilePolicies(asked);
      this.#policies.set(
        namespace,
        compiled.map((one) => ({ ...one, enforcement: 'mandatory' as const })),
      );
    }
    const texts = [...this.#policies.values()]
      .flat()
      .map(({ policy }) => JSON.stringify(policy?.rules ?? []));
    return texts.some((text) => text.includes('signature'));
  }

  release({ manifest, text, entry }: Release, signature: SignatureFacts | undefined): TriedRelease[] {
    const { document } = parseDocument(Buffer.from(text));
    const policies = this.#policies.get(manifest.namespace) ?? [];
    if (document === undefined) return [];
    const file = { path: entry.path, document };
    const operation = { operation: { name: 'publish' } };
    const subject = subjectOfRelease(this.#snapshot, manifest, file, { signature, ...operation });
    const findings = evaluatePolicies(policies, subject, { at: this.#at });
    return findings.filter(({ isRefusal }) => isRefusal).map((one) => toRow(subject.reference, one));
  }
}

function toRow(reference: string, { outcome, policy, rule, diagnostic }: PolicyFinding): TriedRelease {
  const { message } = diagnostic;
  return {
    reference,
    policy: policy.id,
    from: policy.from ?? null,
    rule: rule?.id ?? null,
    outcome,
    message,
  };
}
