import { isJsonObject } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import type { DocumentEdit, Pointer } from '../../document/index.ts';
import type { PolicyCondition, PolicyManifest } from '../../manifest/index.ts';
import type { GoverningPolicy } from '../governing-policy.ts';
import { loadCelCompiler } from '../language/cel.ts';
import { compileCondition } from '../language/compile-condition.ts';
import type { Engines } from '../language/compile-condition.ts';
import type { Condition } from '../language/condition.ts';
import { parseField } from '../language/field.ts';
import { loadPatternCompiler } from '../language/linear-regex.ts';
import { compileException } from './exception.ts';
import type { CompiledException } from './exception.ts';
import { compileScope } from './scope.ts';
import type { CompiledScope } from './scope.ts';

type SourceRule = PolicyManifest['rules'][number];

/** A rule that is ready to be evaluated. */
export interface CompiledRule {
  readonly source: SourceRule;
  readonly index: number;
  readonly condition: Condition;
  /** What `modify` proposes; empty for any other action. */
  readonly edits: readonly DocumentEdit[];
}

/** Whether the rule can refuse at all: inspections, logs and notices only tell. Pure. */
export function isRefusing({ source }: CompiledRule): boolean {
  return source.type !== 'inspection' && source.action.type !== 'log' && source.action.type !== 'notify';
}

/** Something in a policy that cannot be run. */
export interface PolicyBreak {
  readonly pointer: Pointer;
  readonly message: string;
  readonly hint?: string;
}

/** A policy in force, ready to be evaluated. */
export interface CompiledPolicy extends GoverningPolicy {
  readonly scope: CompiledScope;
  readonly rules: readonly CompiledRule[];
  readonly exceptions: readonly CompiledException[];
  /** Not empty: the policy refuses everything in its scope (O14). */
  readonly breaks: readonly PolicyBreak[];
}

const EVERYTHING: CompiledScope = { types: undefined, patterns: undefined, selector: new Map() };

/** What is made of a manifest, wherever it is in force. */
type CompiledText = Pick<CompiledPolicy, 'scope' | 'rules' | 'breaks'>;

/** A manifest is compiled once, however many namespaces it governs. */
const compiledTexts = new WeakMap<PolicyManifest, CompiledText>();

/**
 * Makes policies ready, in order; loads the engines of patterns and expressions only where one has them. Never throws for
 * content.
 */
export async function compilePolicies(policies: readonly GoverningPolicy[]): Promise<CompiledPolicy[]> {
  const fresh = policies.flatMap(({ policy }) =>
    policy === undefined || compiledTexts.has(policy) ? [] : policy,
  );
  const engines = fresh.length === 0 ? undefined : await loadEngines(fresh);
  for (const policy of fresh)
    if (engines !== undefined) compiledTexts.set(policy, compileText(policy, engines));
  return policies.map(toCompiled);
}

function toCompiled(governing: GoverningPolicy): CompiledPolicy {
  const { policy, from } = governing;
  const text = policy === undefined ? undefined : compiledTexts.get(policy);
  if (policy === undefined || text === undefined) {
    const unread = {
      pointer: [],
      message: 'the policy cannot be read',
      hint: 'hyper validate shows every fault',
    };
    return { ...governing, scope: EVERYTHING, rules: [], exceptions: [], breaks: [unread] };
  }
  return {
    ...governing,
    ...text,
    exceptions: (policy.exceptions ?? []).map((one) => compileException(one, from)),
  };
}

async function loadEngines(policies: readonly PolicyManifest[]): Promise<Engines> {
  const conditions = policies.flatMap(({ rules }) => rules.map(({ condition }) => condition));
  const hasCel = conditions.some((one) => someCondition(one, ({ cel }) => cel !== undefined));
  const hasPattern =
    hasCel || conditions.some((one) => someCondition(one, ({ operator }) => operator === 'matches'));
  const notLoaded = (): never => {
    throw new Error('the engine was not loaded');
  };
  const compilePattern = hasPattern ? await loadPatternCompiler() : notLoaded;
  return { compilePattern, compileCel: hasCel ? await loadCelCompiler(compilePattern) : notLoaded };
}

function someCondition(condition: PolicyCondition, is: (one: PolicyCondition) => boolean): boolean {
  const parts = [
    ...(condition.and ?? []),
    ...(condition.or ?? []),
    ...(condition.not === undefined ? [] : [condition.not]),
  ];
  return is(condition) || parts.some((part) => someCondition(part, is));
}

function compileText(policy: PolicyManifest, engines: Engines): CompiledText {
  const breaks: PolicyBreak[] = [];
  const scope = compileScope(policy.scope ?? {}, (index, message, hint) => {
    breaks.push({
      pointer: ['scope', 'namespaces', index],
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  });
  const rules = policy.rules.flatMap((source, index) => compileRule(source, index, engines, breaks) ?? []);
  return { scope, rules, breaks };
}

function compileRule(
  source: SourceRule,
  index: number,
  engines: Engines,
  breaks: PolicyBreak[],
): CompiledRule | undefined {
  const add = (pointer: Pointer, message: string): void => {
    breaks.push({ pointer: ['rules', index, ...pointer], message });
  };
  const condition = compileCondition(source.condition, engines, (pointer, message) => {
    add(['condition', ...pointer], message);
  });
  const { type, action } = source;
  if ((type === 'transformation') !== (action.type === 'modify')) {
    add(
      ['action', 'type'],
      `a ${type} cannot ${action.type}: only a transformation modifies, and nothing else`,
    );
    return undefined;
  }
  const edits = action.type === 'modify' ? compileEdits(action.parameters ?? {}, add) : [];
  return condition === undefined || edits === undefined ? undefined : { source, index, condition, edits };
}

/** `set` is a map of field to value, `remove` a list of fields. */
function compileEdits(
  parameters: Readonly<Record<string, unknown>>,
  add: (pointer: Pointer, message: string) => void,
): DocumentEdit[] | undefined {
  const place = ['action', 'parameters'] as const;
  const set = (parameters['set'] ?? {}) as JsonValue;
  const remove = (parameters['remove'] ?? []) as JsonValue;
  if (!isJsonObject(set)) {
    add([...place, 'set'], 'expected a map of field to value');
    return undefined;
  }
  if (!Array.isArray(remove) || !remove.every((one) => typeof one === 'string')) {
    add([...place, 'remove'], 'expected a list of fields');
    return undefined;
  }
  const wanted = [
    ...Object.entries(set),
    ...(remove as readonly string[]).map((field) => [field, undefined] as const),
  ];
  if (wanted.length === 0) add(place, 'expected set or remove');
  const edits: DocumentEdit[] = [];
  for (const [field, value] of wanted) {
    const pointer = parseField(field);
    if (pointer === undefined) add(place, `"${field.slice(0, 80)}" is no field`);
    else edits.push({ pointer, value });
  }
  return edits.length === wanted.length && edits.length > 0 ? edits : undefined;
}
