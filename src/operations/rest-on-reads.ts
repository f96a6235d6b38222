import type { BasisWindow } from './basis.ts';
import type { Operation, OperationContext } from './operation.ts';
import type { Outcome } from './outcome.ts';

/** The outcome of an operation that rests on nothing but what was noted, where that can be looked at again. */
export function restOnReads<Data>(
  { notes }: OperationContext,
  outcome: Outcome<Data>,
  window?: BasisWindow,
): Outcome<Data> {
  const basis = notes?.basis(window);
  return basis === undefined ? outcome : { ...outcome, basis };
}

/** The same operation, which reads the world through what notes it alone: neither the clock, nor anything that it keeps. */
export function restingOnReads<Input, Data, Context extends OperationContext>(
  operation: Operation<Input, Data, Context>,
): Operation<Input, Data, Context> {
  return {
    ...operation,
    run: async (context, input) => restOnReads(context, await operation.run(context, input)),
  };
}
