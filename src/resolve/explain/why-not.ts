import { invariant } from '../../core/index.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ResolveRequest } from '../model/request.ts';

/** Why a version is not in the answer. */
export type WhyNot =
  | {
      /** It can be: this is the answer with it, which another choice was preferred to. */
      readonly kind: 'possible';
      readonly outcome: Outcome & { kind: 'solved' };
    }
  | { readonly kind: 'impossible'; readonly outcome: Outcome & { kind: 'conflict' } };

/**
 * The request that also asks for exactly this version: what it comes to says why the version is not chosen. The
 * resolution so far gives way to it. Pure.
 */
export function withVersion(request: ResolveRequest, artifact: string, version: string): ResolveRequest {
  const previous = new Map(request.previous);
  previous.delete(artifact);
  const wanted = {
    artifact,
    range: version,
    exact: version,
    type: 'runtime' as const,
    optional: false,
    isQuestion: true,
  };
  const strategy = request.strategy === 'manual' ? 'highest' : request.strategy;
  return {
    ...request,
    previous,
    requirements: [...request.requirements, wanted],
    ...(strategy === undefined ? {} : { strategy }),
  };
}

/** Reads the outcome of `withVersion`. Pure. */
export function toWhyNot(outcome: Outcome): WhyNot {
  if (outcome.kind === 'solved') return { kind: 'possible', outcome };
  invariant(outcome.kind === 'conflict', 'why-not never asks back');
  return { kind: 'impossible', outcome };
}
