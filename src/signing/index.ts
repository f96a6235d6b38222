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
export { formatPublicKey } from './keys/format-public-key.ts';
export type { PublicKeyFormat } from './keys/format-public-key.ts';
export { MAX_KEY_FILE_BYTES, isKeyFile, parseKeyFile, renderKeyFile } from './keys/key-file.ts';
export type { KeyFile, KeyFileHeader, KeyFileOutcome, ScryptCost } from './keys/key-file.ts';
export { isKeyId, keyIdOf } from './keys/key-id.ts';
export { fromSshBlob, toSshBlob } from './keys/open-ssh-public-key.ts';
export { parsePrivateKey } from './keys/parse-private-key.ts';
export type { AskPassphrase, OpenedKeyOutcome } from './keys/parse-private-key.ts';
export { parsePublicKey } from './keys/parse-public-key.ts';
export { generatePrivateKey, toPrivateKey } from './keys/private-key.ts';
export type { PrivateKey, PrivateKeyOutcome } from './keys/private-key.ts';
export type { KeyAlgorithm, KeyId, PublicKey, Refusal } from './keys/public-key.ts';
export { openKeyFile, sealPrivateKey } from './keys/seal-private-key.ts';
export type { SealOptions } from './keys/seal-private-key.ts';
export {
  SSH_SIGNATURE_NAMESPACE,
  fromSshSignatureBlob,
  parseSshSignature,
  verifySshSignature,
} from './keys/ssh-signature.ts';
export type { SshSignature, SshSignatureOutcome } from './keys/ssh-signature.ts';
export { SshReader, sshString } from './keys/ssh-wire.ts';
export { signBytes, verifyBytes } from './keys/verify-bytes.ts';
export { parseStatement } from './statement/parse-statement.ts';
export type { StatementOutcome } from './statement/parse-statement.ts';
export { renderStatement } from './statement/render-statement.ts';
export {
  attestationFor,
  checkpointStatement,
  expectedPredicate,
  revisionOf,
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
export { readAuthority } from './chain/authority.ts';
export type {
  Authority,
  AuthorityPlace,
  ListedKey,
  ListedSigners,
  RegisteredKey,
} from './chain/authority.ts';
export { NO_HISTORY, ownAuthority } from './chain/believe-namespace.ts';
export type { NamespaceFile, NamespaceHistory } from './chain/believe-namespace.ts';
export { judgeFile } from './chain/judge-file.ts';
export { formatSigners, judgeParty } from './chain/judge-signer.ts';
export type { PartyStanding, SigningParty } from './chain/judge-signer.ts';

export { judgeLean } from './chain/lean-status.ts';
export type { LeanFile } from './chain/lean-status.ts';
export { changesAt, formatTime, judgeTime, parseTime } from './chain/key-window.ts';
export type { KeyWindow, SigningTime } from './chain/key-window.ts';
export { needsProof } from './chain/read-signature.ts';

export { ROOT_PATH, keptRootPath, keptRootVersion, rootAuthority } from './chain/root-source.ts';
export type { RootFile, RootPin, RootSource } from './chain/root-source.ts';
export { walkRoots } from './chain/root-walk.ts';
export type { RootWalk } from './chain/root-walk.ts';
export { readSignatures, signaturePathOf, toSignedFile } from './chain/signed-file.ts';
export type { Signatures, SignedFile } from './chain/signed-file.ts';
export type {
  Circumstances,
  CountedSignature,
  OutsideProof,
  OutsideProofs,
  RefusedSignature,
  SigningStatus,
} from './chain/signing-status.ts';
export { formatSigner, signerKey } from './chain/signer.ts';
export type { IdentitySigner, KeySigner, SignerName } from './chain/signer.ts';
export { faultOfRevision, toRevisionStep } from './chain/seen-revision.ts';
export type { SeenRevision, SeenRevisions } from './chain/seen-revision.ts';
export { faultOfStatus, toSignatureStep } from './chain/step.ts';
export type { Step, StepFault } from './chain/step.ts';
export { establishTrust, onlineAuthorities } from './chain/trust.ts';
export type { ClientMemory, NamespaceTrust, Trust, TrustSource } from './chain/trust.ts';
