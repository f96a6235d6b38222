import { Buffer } from 'node:buffer';
import type { Diagnostic, Span } from '../../core/index.ts';
import { toOneLine } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { explainConflict, formatExplanation, originsOf, toDiagnostic } from '../../resolve/index.ts';
import type { Conflict, Locate, Origin, Question, ResolveRequest, Resolver } from '../../resolve/index.ts';
import { nearestPackage } from './meant-artifact.ts';
import type { PackageSet } from './package-set.ts';

/**
 * A conflict as a finding: the numbered proof as its frame, the smallest changes that were tried and work as its hint.
 * Reads the manifests that the proof names once more, for their lines.
 */
export async function tellConflict(
  conflict: Conflict,
  request: ResolveRequest,
  resolver: Resolver,
  set: PackageSet,
): Promise<readonly Diagnostic[]> {
  const locate = await locateOrigins(originsOf(conflict), set);
  const suggestions = await resolver.suggestEdits(request, conflict);
  const texts = suggestions.map(({ text }) => text);
  const meant = await meantInstead(request, texts, set);
  return [conflictFinding(conflict, locate, meant === undefined ? texts : [meant, ...texts])];
}

/** What was meant by a requirement that is in the way, and that no registry has. */
async function meantInstead(
  { requirements }: ResolveRequest,
  suggestions: readonly string[],
  set: PackageSet,
): Promise<string | undefined> {
  for (const { artifact } of requirements) {
    const isInTheWay = suggestions.some((text) => text.split(' ').includes(artifact));
    if (!isInTheWay || set.artifact(artifact) !== undefined) continue;
    const near = await nearestPackage(artifact, set);
    if (near !== undefined) return `write ${toOneLine(near)} for ${toOneLine(artifact)}`;
  }
  return undefined;
}

/** A conflict as a finding, without reading anything. Pure. */
export function conflictFinding(
  conflict: Conflict,
  locate: Locate,
  suggestions: readonly string[],
): Diagnostic {
  const explanation = explainConflict(conflict, { locate });
  const { lines } = explanation;
  const last = lines.at(-1)?.text.replace(/^so /u, '') ?? 'its requirements contradict each other';
  const base = {
    ...toDiagnostic(conflict, explanation),
    message: `${toOneLine(conflict.name)} cannot be resolved: ${last}`,
  };
  return {
    ...base,
    ...(lines.length > 1 ? { frame: formatExplanation(explanation) } : {}),
    ...(suggestions.length === 0 ? {} : { hint: suggestions.join(', or ') }),
  };
}

/** A version that a person must choose. Pure. */
export function questionDiagnostic({ artifact, versions }: Question): Diagnostic {
  const name = toOneLine(artifact);
  return {
    code: 'HYPER_RESOLVE_QUESTION',
    severity: 'warning',
    message: `several versions of "${name}" will do: ${versions.slice(0, 20).map(toOneLine).join(', ')}`,
    hint: `answer with --choose ${name}@${versions[0] ?? ''}`,
  };
}

/** Finds the lines of what manifests of the registries say. */
async function locateOrigins(origins: readonly Origin[], set: PackageSet): Promise<Locate> {
  const wanted = origins.filter(({ span, pointer }) => span === undefined && pointer !== undefined);
  const keys = set.keysOf(new Set(wanted.map(({ path }) => path)));
  const manifests = await set.manifests([...keys.values()]);
  const texts = new Map([...keys.keys()].map((path, at) => [path, manifests[at]?.text]));
  const found = new Map<Origin, Span>();
  for (const origin of wanted) {
    const text = texts.get(origin.path);
    const document = text === undefined ? undefined : parseDocument(Buffer.from(text)).document;
    if (document !== undefined && origin.pointer !== undefined) {
      found.set(origin, document.locate(origin.pointer, 'key'));
    }
  }
  return (origin) => origin.span ?? found.get(origin);
}
