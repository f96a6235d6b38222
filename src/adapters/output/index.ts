export { openIndexFolder } from './open-index-folder.ts';
export { openOutput } from './open-output.ts';
export { readScripts } from './read-scripts.ts';
export { readSchemas } from './read-schemas.ts';
