export { packContent } from './pack-content.ts';
export { packTar } from './tar-writer.ts';
