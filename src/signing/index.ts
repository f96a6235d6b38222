export { parseBundles } from './bundle/parse-bundles.ts';
export type { BundlesOutcome } from './bundle/parse-bundles.ts';
export { preAuthEncoding } from './bundle/pre-auth-encoding.ts';
export { createKeyBundle, renderBundles } from './bundle/render-bundles.ts';
export {
  BUNDLE_MEDIA_TYPE,
  MAX_BUNDLES,
  MAX_BUNDLE_BYTES,
  MAX_SIGNATURE_BYTES,
} from './bundle/signature-bundle.ts';
export type { SignatureBundle, SignatureMaterial } from './bundle/signature-bundle.ts';
export { createKeySigner, createSigner } from './bundle/signer.ts';
export type {
  KeylessOutcome,
  KeylessVerifier,
  ProvenTimes,
  SignBytes,
  Signer,
  TimeVerifier,
} from './bundle/signer.ts';
export { verifyWithKey } from './bundle/verify-with-key.ts';
export type { PublicKeyOutcome } from './keys/from-spki.ts';
export { isKeyId, keyIdOf } from './keys/key-id.ts';
export { fromSshBlob, toSshBlob } from './keys/open-ssh-public-key.ts';
export { parsePublicKey } from './keys/parse-public-key.ts';
export { generatePrivateKey, toPrivateKey } from './keys/private-key.ts';
export type { PrivateKey, PrivateKeyOutcome } from './keys/private-key.ts';
export type { KeyAlgorithm, KeyId, PublicKey, Refusal } from './keys/public-key.ts';
export { signBytes, verifyBytes } from './keys/verify-bytes.ts';
export { parseStatement } from './statement/parse-statement.ts';
export type { StatementOutcome } from './statement/parse-statement.ts';
export { renderStatement } from './statement/render-statement.ts';
export {
  attestationFor,
  checkpointStatement,
  expectedPredicate,
  statementFor,
  subjectsOf,
} from './statement/statement-for.ts';
export type { SignedCheckpoint, SignedManifest, SigningMoment } from './statement/statement-for.ts';
export {
  ATTESTATION_PREDICATE,
  CONTENT_SUBJECT,
  PAYLOAD_TYPE,
  SIGNATURE_PREDICATE,
} from './statement/statement.ts';
export type {
  Predicate,
  Statement,
  StatementIdentity,
  StatementKind,
  StatementOperation,
  Subject,
} from './statement/statement.ts';
