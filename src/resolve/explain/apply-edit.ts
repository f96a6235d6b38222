import { toOneLine } from '../../core/index.ts';
import type { ResolveRequest } from '../model/request.ts';
import type { Requirement } from '../model/requirement.ts';
import type { RequestEdit } from '../model/suggestion.ts';
import { listOf } from './describe.ts';

/** The request with the edits made. Pure. */
export function applyEdits(request: ResolveRequest, edits: readonly RequestEdit[]): ResolveRequest {
  return edits.reduce(applyEdit, request);
}

function applyEdit(request: ResolveRequest, edit: RequestEdit): ResolveRequest {
  const { artifact } = edit;
  switch (edit.kind) {
    case 'range':
      return {
        ...request,
        requirements: request.requirements.map((one) =>
          one.artifact === artifact ? withRange(one, edit.to) : one,
        ),
      };
    case 'remove':
      return { ...request, requirements: request.requirements.filter((one) => one.artifact !== artifact) };
    case 'unpin':
      return { ...request, pins: without(request.pins, artifact) };
    case 'drop-override':
      return { ...request, overrides: without(request.overrides, artifact) };
    case 'choose':
      return { ...request, choices: new Map(request.choices).set(artifact, edit.version) };
    case 'override':
      return { ...request, overrides: new Map(request.overrides).set(artifact, { range: edit.to }) };
  }
}

/** The requirement with a range in place of whatever told its versions. */
function withRange(requirement: Requirement, range: string): Requirement {
  const { artifact, type, optional, condition, origin } = requirement;
  return {
    artifact,
    range,
    type,
    optional,
    ...(condition === undefined ? {} : { condition }),
    ...(origin === undefined ? {} : { origin }),
  };
}

function without<T>(map: ReadonlyMap<string, T> | undefined, key: string): ReadonlyMap<string, T> {
  return new Map([...(map ?? [])].filter(([name]) => name !== key));
}

/** The edits in words: `ask for a ^2.0.0 instead of ^1.0.0`. Pure. */
export function formatEdits(edits: readonly RequestEdit[]): string {
  return listOf(edits.map(formatEdit), 'and');
}

function formatEdit(edit: RequestEdit): string {
  const name = toOneLine(edit.artifact);
  switch (edit.kind) {
    case 'range':
      return `ask for ${name} ${toOneLine(edit.to)} instead of ${toOneLine(edit.from)}${place(edit)}`;
    case 'remove':
      return `do without ${name}${place(edit)}`;
    case 'unpin':
      return `do not pin ${name}${place(edit)}`;
    case 'drop-override':
      return `drop the override of ${name}${place(edit)}`;
    case 'choose':
      return `choose ${name} ${toOneLine(edit.version)}`;
    case 'override':
      return `override ${name} with ${toOneLine(edit.to)}, against what others ask`;
  }
}

function place({ origin }: Pick<RequestEdit & { kind: 'range' }, 'origin'>): string {
  if (origin === undefined || origin.path === '') return '';
  const line = origin.span?.start.line;
  return ` (${toOneLine(origin.path)}${line === undefined ? '' : `:${line}`})`;
}
