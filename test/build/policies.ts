import { parseDocument } from '../../src/document/index.ts';
import { parseManifest } from '../../src/manifest/index.ts';
import type { PolicyManifest } from '../../src/manifest/index.ts';
import { compilePolicies } from '../../src/policy/index.ts';
import type { CompiledPolicy, GoverningPolicy, PolicySubject } from '../../src/policy/index.ts';
import { releaseText } from './manifests.ts';
import { pathOf } from './snapshots.ts';

/** A mandatory policy with these rules, each YAML of a list entry without its indentation. */
export function policyWith(rules: readonly string[], more = ''): string {
  const indented = rules.map((rule) => `  - ${rule.trim().replaceAll('\n', '\n    ')}\n`).join('');
  return `apiVersion: hyper/v1\nkind: Policy\nid: test-policy\nenforcement: mandatory\n${more}rules:\n${indented}`;
}

/** A rule that takes the action where the condition, in YAML's flow form, holds. */
export function ruleText(condition: string, action = 'deny', type = 'validation'): string {
  return `id: test-rule\ntype: ${type}\nseverity: high\ncondition: ${condition}\naction: {type: ${action}}`;
}

/** The manifest of a policy's text; throws where it has faults. */
export function policyOf(text: string): PolicyManifest {
  const { document, diagnostics } = parseDocument(Buffer.from(text));
  const parsed = document === undefined ? undefined : parseManifest(document);
  if (parsed?.manifest?.kind === 'Policy') return parsed.manifest;
  throw new Error(JSON.stringify([diagnostics, parsed?.diagnostics]));
}

/** A policy as it is in force in its namespace. */
export function governing(policy: PolicyManifest, from = 'org.acme'): GoverningPolicy {
  const path = `namespaces/${from.replaceAll('.', '/')}/policies/${policy.id}.yaml`;
  return { id: policy.id, from, path, enforcement: policy.enforcement, overriddenBy: undefined, policy };
}

/** A policy's text, ready to be evaluated. */
export async function compiled(text: string, from = 'org.acme'): Promise<CompiledPolicy> {
  const [policy] = await compilePolicies([governing(policyOf(text), from)]);
  if (policy === undefined) throw new Error('nothing was compiled');
  return policy;
}

/** A release of `org.acme/tool`, signed unless told; `more` is YAML appended to its manifest. */
export function subjectOf(
  more = '',
  options: Partial<PolicySubject> & { readonly where?: string } = {},
): PolicySubject {
  const { where = 'org.acme', ...rest } = options;
  const text = releaseText(`${where}/tool`, '1.0.0', more);
  const { document, diagnostics } = parseDocument(Buffer.from(text));
  if (document === undefined) throw new Error(JSON.stringify(diagnostics));
  return {
    kind: 'artifact',
    reference: `${where}/tool@1.0.0`,
    namespace: pathOf(where),
    name: 'tool',
    version: '1.0.0',
    type: 'service',
    path: `namespaces/${where.replaceAll('.', '/')}/tool/1.0.0.yaml`,
    document,
    labels: new Map(),
    signature: { verified: true, signers: ['sha256:test'] },
    ...rest,
  };
}
