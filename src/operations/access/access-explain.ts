import { HyperError, Moment, toOneLine } from '../../core/index.ts';
import type { Clock } from '../../core/index.ts';
import { CAPABILITIES, accessControlOf, decideAccess, isCapability, parseActor } from '../../access/index.ts';
import type { AccessFacts, AccessReason, Actor, Capability, FactValue } from '../../access/index.ts';
import { formatFieldPath } from '../../manifest/index.ts';
import { dottedCandidates, parseNamespacePath, suggest } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { PlaceFinder, findArtifact, inheritedBy, releaseStateOf } from '../../registry/index.ts';
import type { Place, Snapshot } from '../../registry/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { loadKeptSnapshot } from '../kept-snapshot.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import { readRelease } from '../read/registry-get.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';

export interface AccessExplainInput extends ReadInput {
  /** A namespace, which need not exist yet, or an artifact; undefined: the registry itself. */
  readonly target: string | undefined;
  /** Principals with commas between them, as `parseActor` takes them. */
  readonly as: string;
  /** Undefined: all. */
  readonly capability: string | undefined;
  /** Whether they published the artifact. */
  readonly ownsArtifact: boolean;
  /** When they act; undefined: now. */
  readonly time: Date | undefined;
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
  /** Where a bare name is looked up first. */
  readonly namespace: string | undefined;
}

/** A reason with the lines where it stands. */
export interface ExplainedReason {
  readonly effect: AccessReason['effect'];
  readonly text: string;
  /** The grant: `namespaces/org/acme/namespace.yaml:24`; null where there is none. */
  readonly grant: string | null;
  /** The permission in registry.yaml; null of a built-in role. */
  readonly permission: string | null;
}

export interface AccessExplainData {
  /** A namespace or `namespace/name`; null for the registry itself. */
  readonly target: string | null;
  readonly as: string;
  readonly capabilities: readonly {
    readonly capability: Capability;
    readonly isAllowed: boolean;
    /** What decided first. */
    readonly reasons: readonly ExplainedReason[];
  }[];
}

export interface AccessContext extends RegistryContext {
  readonly clock: Clock;
}

/** Tells whether somebody may do something here, and why. Errors: `HYPER_ACCESS_PRINCIPAL`, `HYPER_ACCESS_CAPABILITY`. */
export const accessExplain: Operation<AccessExplainInput, AccessExplainData, AccessContext> = {
  id: 'access.explain',
  group: 'admin',
  summary: 'Tell whether somebody may do something here, and why',
  async run(context, input) {
    const actor = parseActor(input.as);
    const capabilities =
      input.capability === undefined ? CAPABILITIES : [requireCapability(input.capability)];
    const { registry, revision } = await openRevision(context, input, 'list');
    const { target, as, capability, ownsArtifact, ip, userAgent, namespace, time } = input;
    const asked = {
      target,
      as,
      capability,
      ownsArtifact,
      ip,
      userAgent,
      namespace,
      time: time?.toISOString(),
    };
    const moment = new Moment(time ?? context.clock());
    // What is asked of a time that is given does not rest on the clock.
    const clocked = time === undefined ? { moment } : {};
    const question = { operation: 'access.explain', revision, asked, ...clocked };
    return keptOutcome(registry, question, async () =>
      tell(registry, await loadKeptSnapshot(registry, revision), { input, actor, capabilities, moment }),
    );
  },
};

interface Asked {
  readonly input: AccessExplainInput;
  readonly actor: Actor;
  readonly capabilities: readonly Capability[];
  readonly moment: Moment;
}

async function tell(
  registry: OpenedRegistry,
  snapshot: Snapshot,
  { input, actor, capabilities, moment }: Asked,
): Promise<Outcome<AccessExplainData>> {
  const where = await findTarget(registry, snapshot, input);
  const { namespace, artifact } = where;
  const control = accessControlOf(snapshot);
  const facts: AccessFacts = {
    resource: where.facts,
    ...(input.ip === undefined ? {} : { ip: input.ip }),
    ...(input.userAgent === undefined ? {} : { userAgent: input.userAgent }),
  };
  const ownsArtifact = artifact === undefined ? undefined : input.ownsArtifact;
  const request = { actor, namespace, artifact, ownsArtifact, at: moment, facts };
  const decisions = capabilities.map((capability) => ({
    capability,
    ...decideAccess(control, { ...request, capability }),
  }));
  const places = decisions.flatMap(({ reasons }) =>
    reasons.flatMap((one) => [one.place ?? [], one.permission ?? []].flat()),
  );
  const finder = await PlaceFinder.open(registry.store, snapshot.index, places);
  const target =
    namespace === undefined ? null : artifact === undefined ? namespace : `${namespace}/${artifact}`;
  const isDenied = input.capability !== undefined && decisions.some(({ isAllowed }) => !isAllowed);
  return {
    verdict: isDenied ? 'findings' : 'pass',
    diagnostics: [],
    data: {
      target,
      as: input.as,
      capabilities: decisions.map(({ capability, isAllowed, reasons }) => {
        return { capability, isAllowed, reasons: reasons.map((one) => toReason(one, finder)) };
      }),
    },
  };
}

function requireCapability(text: string): Capability {
  if (isCapability(text)) return text;
  const [near] = suggest(text, CAPABILITIES, 1);
  throw new HyperError('HYPER_ACCESS_CAPABILITY', `"${toOneLine(text.slice(0, 80))}" is no capability`, {
    hint: near === undefined ? `choose one of ${CAPABILITIES.join(', ')}` : `did you mean "${near}"?`,
  });
}

interface Target {
  readonly namespace: NamespacePath | undefined;
  readonly artifact: string | undefined;
  /** Of the artifact, where one release of it is meant. */
  readonly facts: ReadonlyMap<string, FactValue>;
}

const NO_FACTS: ReadonlyMap<string, FactValue> = new Map();

async function findTarget(
  registry: OpenedRegistry,
  snapshot: Snapshot,
  { target, namespace: from }: AccessExplainInput,
): Promise<Target> {
  if (target === undefined) return { namespace: undefined, artifact: undefined, facts: NO_FACTS };
  const path = parseNamespacePath(target);
  const place = from === undefined ? {} : { namespace: requireNamespace(from) };
  if (path.ok && !isDottedArtifact(snapshot, target)) return namespaceTarget(path.value);
  const found = findArtifact(snapshot, target, place);
  const { manifest } = await readRelease(registry, snapshot, found, target);
  const { namespace, name, version, type } = manifest;
  const { state } = releaseStateOf(snapshot.states.get(`${namespace}/${name}`), version);
  const visibility = manifest.visibility ?? inheritedBy(snapshot, namespace).visibility;
  return { namespace, artifact: name, facts: new Map([...Object.entries({ state, visibility, type })]) };
}

/** A namespace that does not exist yet is asked about too: who may make it? */
function namespaceTarget(namespace: NamespacePath): Target {
  return { namespace, artifact: undefined, facts: NO_FACTS };
}

/** `org.acme.tool` reads as a namespace too, but names an artifact where there is one. */
function isDottedArtifact({ index }: Snapshot, target: string): boolean {
  return dottedCandidates(target).some(({ namespace, name }) =>
    index.artifacts.has(`${namespace ?? ''}/${name}`),
  );
}

function toReason({ effect, text, place, permission }: AccessReason, finder: PlaceFinder): ExplainedReason {
  const at = (one: Place | undefined): string | null => {
    if (one === undefined) return null;
    const { span } = finder.locate(one);
    return span === undefined
      ? `${one.path} ${formatFieldPath(one.pointer)}`.trim()
      : `${one.path}:${String(span.start.line)}`;
  };
  return { effect, text, grant: at(place), permission: at(permission) };
}
