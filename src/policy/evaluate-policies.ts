import type { When } from '../core/index.ts';
import { hasEnded } from '../access/index.ts';
import { toOneLine } from '../core/index.ts';
import { editDocument } from '../document/index.ts';
import { coversSubject } from './compile/exception.ts';
import { isRefusing } from './compile/compile-policies.ts';
import type { CompiledPolicy, CompiledRule } from './compile/compile-policies.ts';
import { isInScope } from './compile/scope.ts';
import type { PolicyFinding } from './finding.ts';
import { targetsOf } from './language/condition.ts';
import type { Facts } from './language/condition.ts';
import { evaluateCondition } from './language/evaluate-condition.ts';
import { factsOf } from './subject.ts';
import type { PolicySubject } from './subject.ts';
import { toFinding } from './to-finding.ts';
import type { Judgement } from './to-finding.ts';

/**
 * What the policies say of the subject, in their order and that of their rules. A policy that cannot be run, a fact that is
 * not known and any failure of the engine refuse (O14); nothing here throws for content. Pure.
 */
export function evaluatePolicies(
  policies: readonly CompiledPolicy[],
  subject: PolicySubject,
  { at }: { readonly at: When },
): PolicyFinding[] {
  const facts = factsOf(subject);
  return policies.flatMap((policy) => {
    if (policy.enforcement === 'disabled' || !isInScope(policy.scope, subject)) return [];
    const broken = policy.breaks.map(({ message }): Judgement => {
      return { outcome: 'broken', isRefusal: true, rule: undefined, why: message };
    });
    const judged = policy.rules.flatMap((rule) => judgeRule(policy, rule, subject, facts, at) ?? []);
    return [...broken, ...judged].map((judgement) => toFinding(policy, subject, judgement));
  });
}

/** How a rule ended before enforcement and exceptions have their say; undefined where it is content. */
type Answer = { readonly isNote: boolean; readonly why?: string; readonly patched?: string } | undefined;

function judgeRule(
  policy: CompiledPolicy,
  rule: CompiledRule,
  subject: PolicySubject,
  facts: Facts,
  at: When,
): Judgement | undefined {
  const isAbout = subject.kind === 'artifact' || !targetsOf(rule.condition).has('artifact');
  const answer = isAbout ? ask(rule, subject, facts) : undefined;
  if (answer === undefined) return undefined;
  const { isNote, why, patched } = answer;
  const about = { rule, ...(why === undefined ? {} : { why }), patched };
  if (isNote) return { outcome: 'recorded', isRefusal: false, ...about };
  const exceptions = policy.exceptions.filter((one) => coversSubject(one, subject));
  const exception = exceptions.find((one) => !hasEnded(one.expiresAt, at));
  if (exception !== undefined) return { outcome: 'excepted', isRefusal: false, ...about, exception };
  const told = { ...about, ended: exceptions[0] };
  if (policy.enforcement === 'audit-only') return { outcome: 'recorded', isRefusal: false, ...told };
  const isRefusal = policy.enforcement === 'mandatory' && isRefusing(rule);
  if (why !== undefined) return { outcome: 'undecided', isRefusal, ...told };
  return { outcome: isRefusal ? 'refused' : 'advised', isRefusal, ...told };
}

/** Any failure is an answer: the rule could not tell. */
function ask(rule: CompiledRule, subject: PolicySubject, facts: Facts): Answer {
  try {
    return answer(rule, subject, facts);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { isNote: false, why: toOneLine(why.slice(0, 200)) };
  }
}

function answer(rule: CompiledRule, subject: PolicySubject, facts: Facts): Answer {
  const { truth, unknowns } = evaluateCondition(rule.condition, facts);
  const { action } = rule.source;
  if (truth === 'unknown') return { isNote: false, why: unknowns.join('; ') };
  const isMet = truth === 'yes';
  if (action.type === 'allow' ? isMet : !isMet) return undefined;
  if (action.type !== 'modify') return { isNote: action.type === 'log' || action.type === 'notify' };
  const { text } = subject.document;
  const patched = editDocument(text, rule.edits);
  return patched === text ? undefined : { isNote: false, patched };
}
