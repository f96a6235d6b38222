export { packContent } from './pack-content.ts';
