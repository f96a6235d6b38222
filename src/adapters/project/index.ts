export { createPullContext } from './create-pull-context.ts';
