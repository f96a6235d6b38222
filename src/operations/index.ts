export { explain } from './explain.ts';
export type { ExplainData, ExplainedCode, ExplainInput } from './explain.ts';
export type { Operation, OperationContext } from './operation.ts';
export type { Outcome, Verdict } from './outcome.ts';
