export { findProjectFile } from './find-project-file.ts';
export { createPullContext } from './create-pull-context.ts';
export type { ProjectFacts } from './create-pull-context.ts';
