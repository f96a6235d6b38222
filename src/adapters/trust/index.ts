export { editRegistry, finishRegistryEdits } from './edit-registry.ts';
export { readPublicKey } from './read-public-key.ts';
