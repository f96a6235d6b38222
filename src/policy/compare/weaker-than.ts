import { canonicalJson, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import { hasEnded } from '../../access/index.ts';
import { includesPattern, isWithin } from '../../names/index.ts';
import { isRefusing } from '../compile/compile-policies.ts';
import type { CompiledPolicy, CompiledRule } from '../compile/compile-policies.ts';
import type { CompiledException } from '../compile/exception.ts';
import type { Condition } from '../language/condition.ts';
import { impliesRefusal } from './implies.ts';

/** One way in which a policy may be weaker than another. */
export interface Weakness {
  readonly kind: 'mended' | 'enforcement' | 'types' | 'namespaces' | 'selector' | 'rule' | 'exception';
  /** In the weaker policy. */
  readonly pointer: Pointer;
  /** One clause. */
  readonly text: string;
}

/**
 * In which ways `after` might let something through that `before`, which is mandatory, refuses. What cannot be shown to be as
 * strict counts as weaker; an empty list is a proof. Pure.
 */
export function weaknessesOf(before: CompiledPolicy, after: CompiledPolicy): Weakness[] {
  if (after.breaks.length > 0 && after.policy === undefined) return [];
  const isBroken = (one: CompiledPolicy): boolean => one.breaks.length > 0;
  if (isBroken(before) && !isBroken(after)) {
    return [{ kind: 'mended', pointer: [], text: 'it could not be run, and refused everything' }];
  }
  const found: Weakness[] = [...scopeWeaknesses(before, after)];
  if (!isBroken(after)) {
    if (after.enforcement !== 'mandatory') {
      const text = `it is no longer mandatory but ${after.enforcement}`;
      found.push({ kind: 'enforcement', pointer: ['enforcement'], text });
    }
    found.push(...ruleWeaknesses(before, after));
  }
  return [...found, ...exceptionWeaknesses(before, after)];
}

function* scopeWeaknesses(before: CompiledPolicy, after: CompiledPolicy): Iterable<Weakness> {
  const [old, current] = [before.scope, after.scope];
  const isNarrowed = current.types !== undefined && !isSubset(old.types, current.types);
  if (isNarrowed) yield { kind: 'types', pointer: ['scope', 'types'], text: 'it looks at fewer types' };
  const patterns = current.patterns ?? [[]];
  const isLess = (old.patterns ?? [[]]).some((one) => !patterns.some((wide) => includesPattern(wide, one)));
  if (isLess) {
    yield { kind: 'namespaces', pointer: ['scope', 'namespaces'], text: 'it looks at fewer namespaces' };
  }
  const asksMore = [...current.selector].some(([name, value]) => old.selector.get(name) !== value);
  if (asksMore) yield { kind: 'selector', pointer: ['scope', 'selector'], text: 'it asks for other labels' };
}

function isSubset(part: ReadonlySet<string> | undefined, whole: ReadonlySet<string>): boolean {
  return part !== undefined && [...part].every((one) => whole.has(one));
}

function* ruleWeaknesses(before: CompiledPolicy, after: CompiledPolicy): Iterable<Weakness> {
  for (const rule of before.rules) {
    if (!isRefusing(rule) || after.rules.some((other) => isRefusing(other) && isAsStrict(other, rule)))
      continue;
    const same = after.rules.find(({ source }) => source.id === rule.source.id);
    const text =
      same === undefined
        ? `the rule "${rule.source.id}" is gone`
        : `the rule "${rule.source.id}" cannot be shown to refuse all that it refused`;
    yield { kind: 'rule', pointer: same === undefined ? ['rules'] : ['rules', same.index], text };
  }
}

function isAsStrict(other: CompiledRule, rule: CompiledRule): boolean {
  const isModifying = [other, rule].some(({ edits }) => edits.length > 0);
  if (
    isModifying &&
    canonicalJson(other.edits as unknown as JsonValue) !== canonicalJson(rule.edits as unknown as JsonValue)
  ) {
    return false;
  }
  return impliesRefusal(refusalOf(rule), refusalOf(other));
}

/** To allow only what meets a condition is to deny what does not. */
function refusalOf({ source, condition }: CompiledRule): Condition {
  return source.action.type === 'allow' ? { kind: 'not', part: condition } : condition;
}

function* exceptionWeaknesses(before: CompiledPolicy, after: CompiledPolicy): Iterable<Weakness> {
  for (const [index, one] of after.exceptions.entries()) {
    if (one.covers === undefined || before.exceptions.some((known) => isAsWide(known, one))) continue;
    const text = `it lets ${toOneLine(one.target)} through until ${one.expiresAt}`;
    yield { kind: 'exception', pointer: ['exceptions', index], text };
  }
}

function isAsWide(known: CompiledException, one: CompiledException): boolean {
  const [wide, narrow] = [known.covers, one.covers];
  if (wide === undefined || narrow === undefined) return false;
  if (!hasEnded(one.expiresAt, new Date(Date.parse(known.expiresAt)))) return false;
  if (!isWithin(narrow.namespace, wide.namespace)) return false;
  if (wide.name === undefined) return true;
  const isSame = wide.namespace === narrow.namespace && wide.name === narrow.name;
  return isSame && (wide.version === undefined || wide.version === narrow.version);
}
