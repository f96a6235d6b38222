import { coversNamespace, parseArtifactName, parseNamespacePattern } from '../names/index.ts';
import type { NamespacePath, NamespacePattern } from '../names/index.ts';

/** What a permission is about. Below an e-mail owner a slash has two readings, of which a registry can hold only one. */
export interface Resource {
  readonly readings: readonly {
    readonly pattern: NamespacePattern;
    /** A name, `*` for any artifact directly in the namespace; undefined: the namespace and all below it. */
    readonly artifact: string | undefined;
  }[];
}

/** What somebody wants to act on. */
export interface Target {
  readonly namespace: NamespacePath;
  readonly artifact?: string | undefined;
}

/** The resource that a text names: `*`, `org.acme`, `org.*.production`, `org.acme/tool`; undefined for anything else. Pure. */
export function parseResource(text: string): Resource | undefined {
  const readings: { pattern: NamespacePattern; artifact: string | undefined }[] = [];
  const whole = parseNamespacePattern(text);
  if (whole.ok) readings.push({ pattern: whole.value, artifact: undefined });
  const slash = text.lastIndexOf('/');
  const isPath = text.includes('@') || !whole.ok;
  if (slash > 0 && isPath) {
    const pattern = parseNamespacePattern(text.slice(0, slash));
    const artifact = text.slice(slash + 1);
    const isName = artifact === '*' || parseArtifactName(artifact).ok;
    if (pattern.ok && isName) readings.push({ pattern: pattern.value, artifact });
  }
  return readings.length === 0 ? undefined : { readings };
}

/** Whether the resource covers the target: by whole segments (O05), and a star never crosses a dot or slash (O09). Pure. */
export function coversTarget(resource: Resource, target: Target): boolean {
  return resource.readings.some(({ pattern, artifact }) => {
    if (!coversNamespace(pattern, target.namespace)) return false;
    if (artifact === undefined) return true;
    const isExact = coversExactly(pattern, target.namespace);
    return isExact && target.artifact !== undefined && (artifact === '*' || artifact === target.artifact);
  });
}

/** The namespace itself and none below it; a star alone stands for any namespace. */
function coversExactly(pattern: NamespacePattern, path: NamespacePath): boolean {
  return pattern.length === 0 || !coversNamespace([...pattern, '*'], path);
}
