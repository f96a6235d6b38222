export { createProjectFiles } from './node-project-files.ts';
export { openPackages } from './open-packages.ts';
export type { PackageWorld } from './open-packages.ts';
