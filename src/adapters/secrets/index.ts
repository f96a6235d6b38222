export { scanSecrets } from './scan-secrets.ts';
