import type { PolicyManifest } from '../../manifest/index.ts';
import { isWithin, parseNamespacePath, parseReference } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';

type SourceException = NonNullable<PolicyManifest['exceptions']>[number];

/** What an exception lets through; `version` is exact. */
export interface ExceptionTarget {
  readonly namespace: NamespacePath;
  readonly name: string | undefined;
  readonly version: string | undefined;
}

export interface CompiledException extends SourceException {
  /** Undefined where it lets nothing through: it is no target, or lies outside of its policy (O13). */
  readonly covers: ExceptionTarget | undefined;
}

/** Reads the target of an exception of a policy declared in `from`; undefined stands for the whole registry. Pure. */
export function compileException(source: SourceException, from: string | undefined): CompiledException {
  const target = parseTarget(source.target);
  const home = from === undefined ? undefined : parseNamespacePath(from);
  if (target === undefined || home?.ok === false) return { ...source, covers: undefined };
  const isInside = home === undefined || isWithin(target.namespace, home.value);
  const isAll = target.namespace === home?.value && target.name === undefined;
  return { ...source, covers: isInside && !isAll ? target : undefined };
}

/** A namespace with everything below it, an artifact, or one release. */
function parseTarget(text: string): ExceptionTarget | undefined {
  const path = parseNamespacePath(text);
  if (path.ok) return { namespace: path.value, name: undefined, version: undefined };
  const reference = parseReference(text);
  if (!reference.ok || reference.value.kind !== 'name') return undefined;
  const { namespace, name, selector } = reference.value;
  if (namespace === undefined || (selector !== undefined && selector.kind !== 'version')) return undefined;
  return { namespace, name, version: selector?.version };
}

/** Whether the exception is about the subject. Pure. */
export function coversSubject(
  { covers }: CompiledException,
  subject: { readonly namespace: NamespacePath; readonly name?: string; readonly version?: string },
): boolean {
  if (covers === undefined || !isWithin(subject.namespace, covers.namespace)) return false;
  if (covers.name === undefined) return true;
  const isSame = covers.namespace === subject.namespace && covers.name === subject.name;
  return isSame && (covers.version === undefined || covers.version === subject.version);
}
