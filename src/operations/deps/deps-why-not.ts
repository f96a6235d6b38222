import { missingPackage } from './meant-artifact.ts';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { parseReference } from '../../names/index.ts';
import { Resolver } from '../../resolve/index.ts';
import { restingOnReads } from '../rest-on-reads.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { loadLock, loadProject } from './load-project.ts';
import { formerVersions } from './lock-trust.ts';
import { openSet } from './open-set.ts';
import { askProject, findName, toRequest } from './resolve-request.ts';
import { tellConflict } from './tell-conflict.ts';

export interface DepsWhyNotInput extends DepsInput {
  /** `NAME@VERSION`. */
  readonly release: string;
}

export interface DepsWhyNotData {
  readonly subject: string;
  readonly artifact: string;
  readonly version: string;
  /** `locked`: it is; `possible`: it could be, and another was preferred; `impossible`: the findings prove it. */
  readonly answer: 'locked' | 'possible' | 'impossible';
  /** What is locked in its place; null where nothing is. */
  readonly locked: string | null;
  /** What else would have to change, where it is possible. */
  readonly changes: readonly {
    readonly artifact: string;
    readonly from: string | null;
    readonly to: string;
  }[];
}

/** Why a release is not chosen: a proof that it cannot be, or what would change if it were. */
export const depsWhyNot = restingOnReads<DepsWhyNotInput, DepsWhyNotData | null, DepsContext>({
  id: 'deps.why-not',
  group: 'discovery',
  summary: 'Show why a release is not chosen',
  async run(context, input) {
    const project = await loadProject(context, input);
    if (!project.ok) return { verdict: 'findings', diagnostics: project.diagnostics, data: null };
    const set = openSet(context, input, project.value);
    const asked = await askProject(project.value, set, input, undefined);
    const { name, version } = readRelease(input.release);
    const { manifest, path } = project.value;
    const artifact = await findName(name, set, undefined, manifest.searchPath);
    const previous = formerVersions(await loadLock(context, input, path)) ?? new Map<string, string>();
    const base = { subject: manifest.name, artifact, version, locked: previous.get(artifact) ?? null };
    if (base.locked === version) {
      return { verdict: 'pass', diagnostics: [], data: { ...base, answer: 'locked', changes: [] } };
    }
    await set.read([artifact]);
    if (set.artifact(artifact) === undefined) throw await missingPackage(artifact, set);
    if (set.release({ reference: artifact, version }) === undefined) {
      throw new HyperError(
        'HYPER_RELEASE_MISSING',
        `there is no release "${toOneLine(`${artifact}@${version}`)}"`,
        {
          hint: `hyper registry get ${artifact}`,
        },
      );
    }
    const request = toRequest(asked, manifest.name, previous, new Set());
    const resolver = new Resolver(set);
    const { kind, outcome } = await resolver.whyNot(request, artifact, version);
    if (kind === 'impossible') {
      const diagnostics = await tellConflict(outcome.conflict, request, resolver, set);
      return {
        verdict: 'pass',
        diagnostics: diagnostics.map(toNote),
        data: { ...base, answer: 'impossible', changes: [] },
      };
    }
    const changes = [...outcome.resolution.packages].flatMap(([one, { version: to }]) => {
      const from = previous.get(one) ?? null;
      return from === to ? [] : [{ artifact: one, from, to }];
    });
    return { verdict: 'pass', diagnostics: [], data: { ...base, answer: 'possible', changes } };
  },
});

/** A proof is an answer here, not a fault; what would make the project resolve is not the question. */
function toNote({ code, message, frame }: Diagnostic): Diagnostic {
  return { code, severity: 'info', message, ...(frame === undefined ? {} : { frame }) };
}

function readRelease(text: string): { name: string; version: string } {
  const parsed = parseReference(text, { allowDotted: true });
  if (parsed.ok && parsed.value.kind === 'name' && parsed.value.selector?.kind === 'version') {
    const { version } = parsed.value.selector;
    return { name: text.slice(0, text.length - version.length - 1), version };
  }
  throw new HyperError(
    'HYPER_REFERENCE_SELECTOR',
    `expected a name and a version, got "${toOneLine(text)}"`,
    {
      isTyped: true,
      hint: 'write for example lib.money/decimal@2.1.0',
    },
  );
}
