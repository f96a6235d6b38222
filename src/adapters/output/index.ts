export { openOutput } from './open-output.ts';
export { readSchemas } from './read-schemas.ts';
