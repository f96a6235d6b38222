import { Buffer } from 'node:buffer';
import { invariant, isJsonObject } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import { parseDocument, renderDocument } from '../document/index.ts';
import { ARTIFACT_TYPES } from '../manifest/index.ts';
import type { ArtifactTypeName, PolicyManifest } from '../manifest/index.ts';
import { parseNamespacePath } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';
import type { CompiledPolicy } from './compile/compile-policies.ts';
import { evaluatePolicies } from './evaluate-policies.ts';
import type { PolicyFinding } from './finding.ts';
import type { PolicySubject } from './subject.ts';

type Example = NonNullable<PolicyManifest['examples']>[number];

/** What a policy said of one of its examples. */
export interface ExampleResult {
  readonly name: string;
  readonly index: number;
  readonly expect: Example['expect'];
  readonly got: 'deny' | 'allow';
  readonly isPassed: boolean;
  /** Ids of the rules that refused, in order. */
  readonly rules: readonly string[];
  readonly findings: readonly PolicyFinding[];
}

/** Runs the examples of a policy as if it were mandatory and had no exceptions: they show what its rules say. Pure. */
export function runExamples(compiled: CompiledPolicy): ExampleResult[] {
  const strict: CompiledPolicy = { ...compiled, enforcement: 'mandatory', exceptions: [] };
  return (compiled.policy?.examples ?? []).map((example, index) => {
    const findings = evaluatePolicies([strict], toSubject(example, compiled), { at: new Date(0) });
    const refusals = findings.filter(({ isRefusal }) => isRefusal);
    const rules = refusals.flatMap(({ rule }) => rule?.id ?? []);
    const got = refusals.length > 0 ? 'deny' : 'allow';
    const isRule = example.rule === undefined || (got === 'deny' && rules.includes(example.rule));
    const { name, expect } = example;
    return { name, index, expect, got, isPassed: got === expect && isRule, rules, findings };
  });
}

/** The parts of a manifest that an example gives, as a subject; where it names no namespace it lies where the policy does. */
function toSubject({ manifest, facts = {} }: Example, { from }: CompiledPolicy): PolicySubject {
  const { signature, ...fields } = manifest as JsonObject;
  const text = (key: string): string | undefined => {
    const value = fields[key];
    return typeof value === 'string' ? value : undefined;
  };
  const [namespace, name, version] = [
    namespaceOf(text('namespace') ?? text('path') ?? from),
    text('name'),
    text('version'),
  ];
  const kind = fields['kind'] === 'Namespace' ? 'namespace' : 'artifact';
  const type = text('type');
  const { document } = parseDocument(
    Buffer.from(renderDocument(Object.keys(fields).length > 0 ? fields : { name: 'example' })),
  );
  invariant(document !== undefined, 'a rendered document reads back');
  return {
    kind,
    reference: 'example',
    namespace,
    path: 'example',
    document,
    labels: labelsOf(fields['labels']),
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(isType(type) ? { type } : {}),
    ...(isJsonObject(signature) ? { signature: signatureOf(signature) } : {}),
    ...optional('namespaceFields', facts.namespace),
    ...optional('user', facts.user),
    ...optional('operation', facts.operation),
  };
}

/** Entries that are texts; the schema of the example's kind would refuse any other. */
function labelsOf(value: JsonValue | undefined): ReadonlyMap<string, string> {
  const entries = Object.entries(isJsonObject(value) ? value : {});
  return new Map(entries.flatMap(([key, one]) => (typeof one === 'string' ? [[key, one] as const] : [])));
}

function optional(
  key: string,
  value: Readonly<Record<string, unknown>> | undefined,
): Record<string, JsonObject> {
  return value === undefined ? {} : { [key]: value as JsonObject };
}

function signatureOf(signature: JsonObject): { verified: boolean; signers: string[] } {
  const signers: JsonValue = signature['signers'] ?? [];
  const list = Array.isArray(signers) ? (signers as readonly JsonValue[]) : [];
  return { verified: signature['verified'] === true, signers: list.map(String) };
}

function namespaceOf(text: string | undefined): NamespacePath {
  const parsed = parseNamespacePath(text ?? EXAMPLE_NAMESPACE);
  return parsed.ok ? parsed.value : (EXAMPLE_NAMESPACE as NamespacePath);
}

const EXAMPLE_NAMESPACE = 'org.example';

function isType(text: string | undefined): text is ArtifactTypeName {
  return text !== undefined && ARTIFACT_TYPES.has(text);
}
