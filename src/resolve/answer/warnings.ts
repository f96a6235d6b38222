import { compareDiagnostics, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Origin } from '../model/requirement.ts';
import type { ResolvedPackage } from '../model/resolution.ts';
import type { CandidateTable } from '../table/candidate-table.ts';
import type { AnswerGraph } from './answer-graph.ts';

/** What is to be said of a resolution that holds: releases that are on their way out, and artifacts that were moved. */
export function findWarnings(
  request: ResolveRequest,
  packages: ReadonlyMap<string, ResolvedPackage>,
  graph: AnswerGraph,
  table: CandidateTable,
): Diagnostic[] {
  const origins = new Map<string, Origin>();
  const root = graph.entries.length;
  for (let edge = graph.starts[root] ?? 0; edge < graph.targets.length; edge += 1) {
    const origin = graph.requirements[edge]?.origin;
    const target = graph.nameAt(graph.targets[edge] ?? 0);
    if (origin !== undefined && !origins.has(target)) origins.set(target, origin);
  }
  const found: Diagnostic[] = [];
  for (const { artifact, version, candidate } of packages.values()) {
    const { deprecation, unavailable } = candidate;
    if (deprecation === undefined && unavailable === undefined) continue;
    const shown = `"${toOneLine(artifact)}@${toOneLine(version)}"`;
    const at = place(origins.get(artifact));
    if (deprecation !== undefined) found.push(deprecated(shown, deprecation, at));
    if (unavailable !== undefined) {
      const message = `${shown} is ${unavailable}, kept as it was chosen before`;
      const hint = `take another: hyper deps resolve --update ${toOneLine(artifact)}`;
      found.push({ code: 'HYPER_RESOLVE_UNAVAILABLE_KEPT', severity: 'warning', message, hint, ...at });
    }
  }
  const asked = request.requirements.map(({ artifact, origin }) => ({ artifact, origin }));
  for (const { artifact, origin } of asked) {
    const redirect = table.get(artifact)?.candidates?.redirect;
    if (redirect === undefined) continue;
    const message = `"${toOneLine(artifact)}" was moved to "${toOneLine(redirect)}"`;
    const hint = `write "${toOneLine(redirect)}"`;
    found.push({ code: 'HYPER_RESOLVE_MOVED', severity: 'warning', message, hint, ...place(origin) });
  }
  return found.sort(compareDiagnostics);
}

function deprecated(
  shown: string,
  { reason, replacement }: { readonly reason?: string; readonly replacement?: string },
  at: Partial<Diagnostic>,
): Diagnostic {
  const why = reason === undefined ? '' : `: ${toOneLine(reason)}`;
  const hint = replacement === undefined ? undefined : `use "${toOneLine(replacement)}" instead`;
  return {
    code: 'HYPER_RESOLVE_DEPRECATED',
    severity: 'warning',
    message: `${shown} is deprecated${why}`,
    ...(hint === undefined ? {} : { hint }),
    ...at,
  };
}

function place(origin: Origin | undefined): Partial<Diagnostic> {
  if (origin === undefined) return {};
  return { path: origin.path, ...(origin.span === undefined ? {} : { span: origin.span }) };
}
