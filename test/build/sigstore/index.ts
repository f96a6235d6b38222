export { startTuf } from './fake-tuf.ts';
export { GITHUB_ISSUER, RELEASE_WORKFLOW, identityToken } from './identity-token.ts';
export { startSigstore } from './sigstore-services.ts';
export type { SigstoreServices } from './sigstore-services.ts';
