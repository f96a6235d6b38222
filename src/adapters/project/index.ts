export { findProjectFile } from './find-project-file.ts';
export { createPullContext } from './create-pull-context.ts';
