export { createInitContext } from './create-init-context.ts';
export type { InitFacts } from './create-init-context.ts';
