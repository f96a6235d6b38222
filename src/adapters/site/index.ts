export { oneAtATime } from './one-at-a-time.ts';
export { startPreviewServer } from './preview-server.ts';
export { openSite } from './open-site.ts';
