export { startPreviewServer } from './preview-server.ts';
export { openSite } from './open-site.ts';
