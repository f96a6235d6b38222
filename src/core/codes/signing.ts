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
  HYPER_SSH_SIGNATURE_INVALID: {
    exit: 4,
    title: 'not a signature of ssh-keygen',
    explanation:
      'The text is not in the armour that ssh-keygen -Y sign writes, or was made with an algorithm that the registry does not take.',
    fix: 'Make it with: ssh-keygen -Y sign -n hyper-manifest -f KEY FILE.',
  },
  HYPER_KEY_FILE_INVALID: {
    exit: 3,
    title: 'a key file that cannot be read',
    explanation:
      'The file is no private key, is cut short, or says two things of itself. Nothing was signed and the file is as it was.',
    fix: 'Restore the file from a copy, or make a new key with: hyper key generate.',
  },
  HYPER_KEY_FILE_NEWER: {
    exit: 3,
    title: 'a key file of a later version',
    explanation: 'The key file was written by a later hyper in a format that this one does not know.',
    fix: 'Upgrade hyper.',
  },
  HYPER_KEY_FILE_MISMATCH: {
    exit: 3,
    title: 'a key file with another key inside',
    explanation:
      'The private key inside is not the one of the public key in the header, so signatures would be of another signer than the file says.',
    fix: 'Do not use the file. Make a new key with: hyper key generate.',
  },
  HYPER_KEY_PASSPHRASE: {
    exit: 3,
    title: 'a wrong passphrase',
    explanation:
      'The key did not open. The cipher cannot tell a wrong passphrase from a file that was changed; both end here.',
    fix: 'Try again with the right passphrase. One that is lost cannot be recovered: rotate to a new key.',
  },
  HYPER_KEY_ID_DISAGREES: {
    exit: 1,
    title: 'a key id that is not that of the key',
    explanation:
      'The id of a key is the SHA-256 of its SubjectPublicKeyInfo, recomputed by every reader, so that nobody can choose it.',
    fix: 'Write the id given in the hint.',
  },
  HYPER_KEY_ALGORITHM_DISAGREES: {
    exit: 1,
    title: 'an algorithm that is not that of the key',
    explanation: 'The field algorithm names the scheme of the key, and the key is of another kind.',
    fix: 'Write the algorithm given in the hint.',
  },
} as const satisfies Record<string, CodeEntry>;
