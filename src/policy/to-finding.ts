import { toOneLine } from '../core/index.ts';
import type { Code, Severity } from '../core/index.ts';
import type { Pointer } from '../document/index.ts';
import type { CompiledPolicy, CompiledRule } from './compile/compile-policies.ts';
import type { CompiledException } from './compile/exception.ts';
import type { PolicyFinding, PolicyOutcome } from './finding.ts';
import { comparisonsOf } from './language/condition.ts';
import { valueAt } from './language/field.ts';
import type { PolicySubject } from './subject.ts';

/** What a judge found, before it is told. */
export interface Judgement {
  readonly outcome: PolicyOutcome;
  readonly isRefusal: boolean;
  /** Undefined where the whole policy is meant. */
  readonly rule: CompiledRule | undefined;
  /** What could not be told or run; undefined where the rule speaks for itself. */
  readonly why?: string;
  readonly exception?: CompiledException | undefined;
  /** An exception that would have let it through, had it not ended. */
  readonly ended?: CompiledException | undefined;
  readonly patched?: string | undefined;
}

/** The judgement with its place in the subject and its words. Pure. */
export function toFinding(
  policy: CompiledPolicy,
  subject: PolicySubject,
  judgement: Judgement,
): PolicyFinding {
  const { outcome, isRefusal, rule, exception, patched } = judgement;
  const { id, from, path } = policy;
  const enforcement = policy.enforcement === 'disabled' ? 'audit-only' : policy.enforcement;
  const pointer = rule === undefined ? headerOf(subject) : placeOf(rule, subject);
  const hint = hintOf(judgement);
  return {
    outcome,
    isRefusal,
    diagnostic: {
      code: codeOf(outcome, patched !== undefined),
      severity: severityOf(outcome, isRefusal),
      message: messageOf(policy, judgement),
      path: subject.path,
      span: subject.document.locate(pointer),
      ...(hint === undefined ? {} : { hint }),
    },
    policy: { id, from, path, enforcement },
    ...(rule === undefined ? {} : { rule: ruleOf(rule) }),
    ...(exception === undefined ? {} : { exception: exceptionOf(exception) }),
    ...(patched === undefined ? {} : { patched }),
  };
}

function ruleOf({ source, index }: CompiledRule): NonNullable<PolicyFinding['rule']> {
  return { id: source.id, severity: source.severity, pointer: ['rules', index] };
}

function exceptionOf({
  target,
  reason,
  expiresAt,
}: CompiledException): NonNullable<PolicyFinding['exception']> {
  return { target, reason, expiresAt };
}

function messageOf({ id, from }: CompiledPolicy, judgement: Judgement): string {
  const { outcome, rule, why, exception, ended, patched } = judgement;
  const policy = `policy "${id}" of ${from ?? 'the registry'}`;
  if (rule === undefined) return `${policy} cannot be run: ${why ?? ''}`;
  const by = `rule "${rule.source.id}" of ${policy}`;
  if (exception !== undefined) {
    return `let through until ${exception.expiresAt} by an exception to ${by}: ${clause(exception.reason)}`;
  }
  const after = ended === undefined ? '' : `; its exception ended at ${ended.expiresAt}`;
  if (why !== undefined) return `${by} cannot decide: ${why}${after}`;
  const stated = rule.source.description ?? rule.source.action.parameters?.['message'];
  const told = typeof stated === 'string' ? clause(stated) : 'it says no more';
  const verb = patched === undefined ? VERBS[outcome] : 'asked to be changed by';
  return `${verb} ${by}: ${told}${after}`;
}

const VERBS: Readonly<Record<PolicyOutcome, string>> = {
  refused: 'refused by',
  advised: 'advised against by',
  recorded: 'noted by',
  excepted: 'let through by',
  undecided: 'not decided by',
  broken: 'not decided by',
};

function clause(text: string): string {
  return toOneLine(text.trim()).replace(/\.$/u, '');
}

function hintOf({ rule, patched }: Judgement): string | undefined {
  if (rule === undefined) return 'hyper policy test shows what is wrong with it';
  const message = rule.source.action.parameters?.['message'];
  if (typeof message === 'string') return toOneLine(message);
  return patched === undefined ? undefined : 'apply the patch that hyper policy explain prints';
}

/** The first field that the rule looks at and the document has; else where the document says what it is. */
function placeOf(rule: CompiledRule, subject: PolicySubject): Pointer {
  const fields = comparisonsOf(rule.condition).filter((one) => one.target === subject.kind);
  const found = fields.find(({ field }) => valueAt(subject.document.value, field) !== undefined);
  return found?.field ?? headerOf(subject);
}

function headerOf({ kind }: PolicySubject): Pointer {
  return [kind === 'artifact' ? 'name' : 'path'];
}

function codeOf(outcome: PolicyOutcome, isPatch: boolean): Code {
  switch (outcome) {
    case 'refused':
      return isPatch ? 'HYPER_POLICY_MODIFICATION' : 'HYPER_POLICY_REFUSED';
    case 'advised':
      return isPatch ? 'HYPER_POLICY_MODIFICATION' : 'HYPER_POLICY_ADVICE';
    case 'undecided':
      return 'HYPER_POLICY_UNDECIDED';
    case 'broken':
      return 'HYPER_POLICY_BROKEN';
    case 'excepted':
      return 'HYPER_POLICY_EXCEPTION';
    case 'recorded':
      return 'HYPER_POLICY_RECORDED';
  }
}

function severityOf(outcome: PolicyOutcome, isRefusal: boolean): Severity {
  if (isRefusal) return 'error';
  return outcome === 'recorded' ? 'info' : 'warning';
}
