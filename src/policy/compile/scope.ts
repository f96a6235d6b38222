import type { ArtifactTypeName, PolicyManifest } from '../../manifest/index.ts';
import { coversNamespace, parseNamespacePattern } from '../../names/index.ts';
import type { NamespacePath, NamespacePattern } from '../../names/index.ts';

/** What a policy looks at; what is undefined leaves nothing out. */
export interface CompiledScope {
  readonly types: ReadonlySet<string> | undefined;
  readonly patterns: readonly NamespacePattern[] | undefined;
  readonly selector: ReadonlyMap<string, string>;
}

/** Reads a scope; a pattern that cannot be read is noted, and then looks at everything. Pure. */
export function compileScope(
  { types, namespaces, selector = {} }: NonNullable<PolicyManifest['scope']>,
  onFault: (index: number, message: string, hint: string | undefined) => void,
): CompiledScope {
  const patterns = namespaces?.map((text, index): NamespacePattern => {
    const pattern = parseNamespacePattern(text);
    if (pattern.ok) return pattern.value;
    onFault(index, pattern.fault.message, pattern.fault.hint);
    return [];
  });
  return {
    types: types === undefined ? undefined : new Set(types),
    patterns,
    selector: new Map(Object.entries(selector)),
  };
}

/** Whether a subject is in the scope; patterns cover what lies below them. Pure. */
export function isInScope(
  { types, patterns, selector }: CompiledScope,
  subject: {
    readonly namespace: NamespacePath;
    readonly type?: ArtifactTypeName;
    readonly labels: ReadonlyMap<string, string>;
  },
): boolean {
  if (types !== undefined && (subject.type === undefined || !types.has(subject.type))) return false;
  if (patterns !== undefined && !patterns.some((one) => coversNamespace(one, subject.namespace)))
    return false;
  return [...selector].every(([name, value]) => subject.labels.get(name) === value);
}
