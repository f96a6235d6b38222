import type { Diagnostic } from '../../core/index.ts';
import { formatCodeFrame } from '../../document/index.ts';
import type { ChangeSubject, ChangedFile, People } from '../../gate/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { compilePolicies, evaluatePolicies, namespaceFieldsOf, policiesInForce } from '../../policy/index.ts';
import type { CompiledPolicy, PolicySubject } from '../../policy/index.ts';
import { inheritedBy } from '../../registry/index.ts';

/**
 * What the policies of the merge base say of the releases and namespaces that a change brings. `verified` holds the paths of
 * files whose signatures were checked and hold.
 */
export async function policyFaults(
  subject: ChangeSubject,
  people: People,
  verified: ReadonlySet<string>,
): Promise<Diagnostic[]> {
  const compiled = new Map<string, readonly CompiledPolicy[]>();
  const found: Diagnostic[] = [];
  for (const file of subject.files) {
    const one = toPolicySubject(file, subject, people, verified);
    if (one === undefined) continue;
    let policies = compiled.get(one.namespace);
    if (policies === undefined) {
      policies = await compilePolicies(policiesInForce(subject.control, one.namespace));
      compiled.set(one.namespace, policies);
    }
    for (const { diagnostic } of evaluatePolicies(policies, one, { at: people.at })) {
      const frame =
        diagnostic.span === undefined ? {} : { frame: formatCodeFrame(one.document.text, diagnostic.span) };
      found.push({ ...diagnostic, ...frame });
    }
  }
  return found;
}

function toPolicySubject(
  { status, after, path }: ChangedFile,
  { control }: ChangeSubject,
  { authors }: People,
  verified: ReadonlySet<string>,
): PolicySubject | undefined {
  const manifest = after?.manifest;
  if (status === 'removed' || after?.document === undefined || manifest === undefined) return undefined;
  const { document } = after;
  const user = authors[0]?.githubUser;
  const about = {
    ...{ path, document },
    signature: { verified: verified.has(path), signers: [] },
    operation: { name: manifest.kind === 'Artifact' ? 'publish' : 'update' },
    ...(user === undefined ? {} : { user: { id: user } }),
  };
  if (manifest.kind === 'Namespace') {
    const labels = labelsOf(control, manifest.path, manifest.labels);
    return { kind: 'namespace', reference: manifest.path, namespace: manifest.path, labels, ...about };
  }
  if (manifest.kind !== 'Artifact') return undefined;
  const { namespace, name, version, type } = manifest;
  const fields = namespaceFieldsOf(control, namespace);
  return {
    kind: 'artifact',
    reference: `${namespace}/${name}@${version}`,
    ...{ namespace, name, version, type },
    labels: labelsOf(control, namespace, manifest.labels),
    ...(fields === undefined ? {} : { namespaceFields: fields }),
    ...about,
  };
}

function labelsOf(
  control: ChangeSubject['control'],
  namespace: NamespacePath,
  own: Readonly<Record<string, string>> | undefined,
): ReadonlyMap<string, string> {
  const above = [...inheritedBy(control, namespace).labels].map(
    ([name, { value }]) => [name, value] as const,
  );
  return new Map([...above, ...Object.entries(own ?? {})]);
}
