import type { CodeEntry } from './code-entry.ts';

/** Codes of keys, statements and bundles (SPEC section 4). */
export const SIGNING_CODES = {
  HYPER_KEY_MALFORMED: {
    exit: 1,
    title: 'not a public key',
    explanation:
      'A public key is SubjectPublicKeyInfo in base64 or PEM, or a line of OpenSSH, in its one canonical form: two spellings of one key would be two signers.',
    fix: 'Print the key with: hyper key export KEY --format yaml.',
  },
  HYPER_KEY_UNSUPPORTED: {
    exit: 1,
    title: 'a key of another kind',
    explanation: 'Signatures are made with ed25519, with ECDSA on P-256 or with RSA of at least 3072 bits.',
    fix: 'Make a key with: hyper key generate.',
  },
  HYPER_KEY_WEAK: {
    exit: 1,
    title: 'a weak key',
    explanation:
      'The key is too short, of low order, or has a structure that lets others forge signatures or one signature fit several messages.',
    fix: 'Make a new key with: hyper key generate.',
  },
  HYPER_KEY_PRIVATE: {
    exit: 1,
    title: 'a private key in the place of a public one',
    explanation:
      'A private key must never stand where others can read it. If it was committed or sent anywhere, it is compromised.',
    fix: 'Revoke the key if it left your machine, make a new one, and write its public half.',
  },
  HYPER_STATEMENT_INVALID: {
    exit: 4,
    title: 'a signed statement in another form',
    explanation:
      'A signature covers a statement in canonical JSON with exactly the fields that the registry writes; anything looser could be read in two ways.',
    fix: 'Sign the file again with: hyper sign.',
  },
  HYPER_STATEMENT_FOREIGN: {
    exit: 4,
    title: 'a signature of something else',
    explanation:
      'The signature is over a statement of another kind (provenance, an SBOM, another tool), which says nothing about this manifest.',
    fix: 'Sign the file with: hyper sign.',
  },
  HYPER_BUNDLE_INVALID: {
    exit: 4,
    title: 'a signature file in another form',
    explanation:
      'A signature file holds Sigstore bundles of version 0.2 or 0.3, one JSON object or one a line, each with one DSSE envelope and one signature.',
    fix: 'Restore the file from git, or sign again with: hyper sign.',
  },
  HYPER_BUNDLE_LIMIT: {
    exit: 4,
    title: 'a signature file that is too large',
    explanation:
      'A file holds at most 64 bundles of 256 KiB, each signature at most 8 KiB; nothing larger is decoded.',
    fix: 'Remove signatures that no authority asks for.',
  },
  HYPER_SIGNING_FAILED: {
    exit: 3,
    title: 'a signature that does not verify',
    explanation: 'What the key or agent gave was no good signature of its key, so it was not written.',
    fix: 'Try again; replace the key or the device if it stays so.',
  },
} as const satisfies Record<string, CodeEntry>;
