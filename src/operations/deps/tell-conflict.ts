import type { Diagnostic } from '../../core/index.ts';
import { toOneLine } from '../../core/index.ts';
import type { Conflict, Fact, Question } from '../../resolve/index.ts';

/** A conflict as findings. Pure. */
export function conflictDiagnostic(conflict: Conflict): readonly Diagnostic[] {
  const steps = conflict.facts.map((fact) => wordsOf(fact, conflict.name)).join('; ');
  return [
    { code: 'HYPER_RESOLVE_CONFLICT', severity: 'error', message: `no versions fit together: ${steps}` },
  ];
}

function wordsOf(fact: Fact, name: string): string {
  switch (fact.kind) {
    case 'needs':
      return `"${toOneLine(fact.by ?? name)}" needs "${toOneLine(`${fact.target} ${fact.range}`)}"`;
    case 'unavailable':
      return `releases of "${toOneLine(fact.artifact)}" are ${fact.why}`;
    case 'pinned':
    case 'chosen':
      return `"${toOneLine(fact.artifact)}" must be ${toOneLine(fact.version)}`;
  }
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
