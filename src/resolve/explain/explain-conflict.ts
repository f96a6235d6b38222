import type { Diagnostic } from '../../core/index.ts';
import type { Conflict, Fact } from '../model/conflict.ts';
import type { Origin } from '../model/requirement.ts';
import { Describer } from './describe.ts';
import type { Locate } from './describe.ts';
import { minimise } from './minimise.ts';
import { Narrator } from './narrate.ts';
import type { ProofLine } from './narrate.ts';
import { refute } from './refute.ts';

/** A conflict told to people. */
export interface Explanation {
  /** In order; each fact is told once, later lines name earlier ones by number. */
  readonly lines: readonly ProofLine[];
  /** Facts of which none can be left out: what an edit has to change. */
  readonly facts: readonly Fact[];
}

export interface ExplainOptions {
  /** Finds lines for origins that have a pointer but no span. Default: none are found. */
  readonly locate?: Locate;
}

/** The shortest proof that was found that the facts of a conflict contradict each other. Pure. */
export function explainConflict(conflict: Conflict, options: ExplainOptions = {}): Explanation {
  const { versions } = conflict;
  const facts = minimise(conflict.facts, versions);
  const proof = refute(facts, versions);
  const narrator = new Narrator(new Describer(conflict, options.locate ?? (() => undefined)), versions);
  if (proof !== undefined) narrator.tell(proof);
  return { lines: narrator.lines, facts };
}

/** Every place that an explanation of the conflict may name, so that their spans can be found beforehand. Pure. */
export function originsOf(conflict: Conflict): readonly Origin[] {
  return conflict.facts.flatMap((fact) => {
    if (fact.kind === 'pinned') return fact.origin === undefined ? [] : [fact.origin];
    if (fact.kind !== 'needs') return [];
    return [fact.origin, fact.override].filter((origin) => origin !== undefined);
  });
}

/** The explanation as text: a numbered line each, without a final newline. Pure. */
export function formatExplanation({ lines }: Explanation): string {
  if (lines.length === 1) return `${capital(lines[0]?.text ?? '')}.`;
  const width = String(lines.length).length;
  return lines.map(({ number, text }) => `${String(number).padStart(width)}. ${capital(text)}.`).join('\n');
}

/** The conflict as a finding at the first requirement of the root that takes part in it. Pure. */
export function toDiagnostic(conflict: Conflict, explanation: Explanation): Diagnostic {
  const { lines, facts } = explanation;
  const root = facts.find((fact) => fact.kind === 'needs' && fact.by === undefined);
  const origin = root?.kind === 'needs' ? root.origin : undefined;
  const message = lines.at(-1)?.text.replace(/^so /u, '') ?? 'the requirements contradict each other';
  const told = lines.length > 1 ? lines.map(({ number, text }) => `${number}. ${text}`).join('; ') : message;
  return {
    code: 'HYPER_RESOLVE_CONFLICT',
    severity: 'error',
    message: `${conflict.name} cannot be resolved: ${told}`,
    ...(origin === undefined ? {} : { path: origin.path }),
    ...(origin?.span === undefined ? {} : { span: origin.span }),
  };
}

/** The sentence begins with a capital, unless it begins with a name. */
function capital(text: string): string {
  return /^(?:the|so|every|some|you|private)\b/u.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
}
