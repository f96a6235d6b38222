import type { CodeEntry } from './code-entry.ts';

/** Codes of the chain from the trust root to a signature (SPEC section 4). */
export const TRUST_CODES = {
  HYPER_TRUST_ROOT_MISSING: {
    exit: 4,
    title: 'a registry without a trust root',
    explanation:
      'All trust begins in trust/root.yaml, which names the keys that may say who else may sign. Without it no signature proves anything.',
    fix: 'Make one: hyper trust init. In a registry of somebody else, check that this is the registry you mean.',
  },
  HYPER_TRUST_PLAN_INVALID: {
    exit: 1,
    title: 'a change of trust that would not be valid',
    explanation:
      'The manifest that the command would write breaks a rule of its schema, mostly by the name of a key file, which becomes its label, or by the text of a reason. Nothing was written.',
    fix: 'Give the key file a short plain name, or the reason other words, and run the command again.',
  },
  HYPER_ROOT_UNPINNED: {
    exit: 4,
    title: 'a trust root that nobody vouches for',
    explanation:
      'This client has never seen the registry, so nothing but the registry itself says which keys are its own. Whoever made a copy could have put in keys of theirs.',
    fix: 'Ask the keepers of the registry for the digest of its root over another channel, and give it once: hyper verify --root sha256:….',
  },
  HYPER_ROOT_MISMATCH: {
    exit: 4,
    title: 'another trust root than the one believed',
    explanation:
      'The root at the version that this client believes has other bytes. A root never changes: a new one gets the next version. This is what an attack looks like.',
    fix: 'Ask the keepers of the registry. Do not pin the new digest unless they confirm it over another channel.',
  },
  HYPER_ROOT_ROLLBACK: {
    exit: 4,
    title: 'an older trust root than one that was seen',
    explanation:
      'A later version of the root exists, so this one was put back: keys that the later one has removed would count again.',
    fix: 'Fetch the newest commit of the registry.',
  },
  HYPER_ROOT_SKIPPED: {
    exit: 4,
    title: 'a gap in the line of trust roots',
    explanation:
      'Every root is led to by the one before it, which stays in the repository as trust/root.<n>.yaml. One of them is missing or has another version than its name says.',
    fix: 'Restore the file from git history.',
  },
  HYPER_ROOT_UNWALKED: {
    exit: 4,
    title: 'a kept trust root that nothing vouches for',
    explanation:
      'A root from before the one that this client believes is kept for clients that know only that one. Its own signatures prove nothing any more, and the root after it does not name its digest: it may be another than it was.',
    fix: 'Restore the file from git history. Where it was signed by an older hyper, that did not name the root before, verify with the digest of that root: hyper verify --all --root DIGEST.',
  },
  HYPER_ROOT_EXPIRED: {
    exit: 4,
    title: 'a trust root that has ended',
    explanation:
      'A root is good until its expiresAt, so that nobody can show an old state of a registry for ever. The newest root here has ended.',
    fix: 'Fetch the newest commit. If it is the newest, the keepers of the root must write the next one: hyper trust rotate.',
  },
  HYPER_ROOT_REGISTRY: {
    exit: 4,
    title: 'the trust root of another registry',
    explanation:
      'A root names the one registry that it is good for, and it must be the id in registry.yaml and the one that this client knows.',
    fix: 'Check that this is the registry you mean. A copy that lives on as another registry needs a root of its own: hyper trust init.',
  },
  HYPER_HISTORY_CUT: {
    exit: 4,
    title: 'a namespace whose history is not whole',
    explanation:
      'The namespace is not signed by those above it, and may be signed by an earlier version of itself. That version was not found, and not all of them were read: the clone is shallow, or the namespace has more than 256 of them.',
    fix: 'Fetch the whole history: git fetch --unshallow. Where there are too many versions, have those above sign the newest one.',
  },
  HYPER_SIGNATURE_MISSING: {
    exit: 4,
    title: 'a file without a signature',
    explanation:
      'The file must be signed by the signers of its namespace, of the namespace above or of the trust root, and nothing beside it signs it.',
    fix: 'Sign it: hyper sign FILE --key KEY.',
  },
  HYPER_SIGNATURE_ALONE: {
    exit: 4,
    title: 'signatures of a file that is not there',
    explanation:
      'The signatures of a manifest are in the registry, and the manifest is not, or is no plain file. Whoever takes a release, a state or a policy away hides what it says: that a version exists, is yanked, or is not allowed.',
    fix: 'Restore the manifest from git. Where it was taken away on purpose, take its signatures away too.',
  },
  HYPER_SIGNATURE_STRIPPED: {
    exit: 4,
    title: 'a signature that was taken away',
    explanation:
      'Earlier releases of the artifact are signed and this one is not. Taking a signature off is the easiest attack, so it is told apart from a file that was never signed.',
    fix: 'Restore the signature file from git history, or sign the release.',
  },
  HYPER_SIGNATURE_FOREIGN: {
    exit: 4,
    title: 'a signature of somebody who may not sign this',
    explanation:
      'The key or identity is none of those that the trust chain names for this file. A key of one namespace does not sign for another, and the online key signs only builds and attestations.',
    fix: 'Have one of the named signers sign; take the foreign signature out of the file.',
  },
  HYPER_SIGNATURE_INVALID: {
    exit: 4,
    title: 'a signature that does not verify',
    explanation:
      'The bytes of the signature were not made by the key that it names over this payload: one of them was changed.',
    fix: 'Restore the signature file from git history, or sign again.',
  },
  HYPER_SIGNATURE_SUBJECT: {
    exit: 4,
    title: 'a file that was changed after signing',
    explanation:
      'The signature is good, but for other bytes. A signature covers the exact bytes of a file, so that a comment or another layout ends it too; the message says when only the layout differs.',
    fix: 'Restore the file from git history, or have it signed again.',
  },
  HYPER_SIGNATURE_REPLAYED: {
    exit: 4,
    title: 'a signature made for something else',
    explanation:
      'The signature is good, but was made for another registry, act, kind, name, version, revision or content, and was copied here.',
    fix: 'Take it out of the signature file and sign this file.',
  },
  HYPER_SIGNATURE_THRESHOLD: {
    exit: 4,
    title: 'too few signatures',
    explanation:
      'More signers must sign than have. One key counts once, however often it signed or is listed.',
    fix: 'Have more of the named signers sign.',
  },
  HYPER_SIGNATURE_EXPIRED: {
    exit: 4,
    title: 'a signature of a key that has ended',
    explanation:
      'After a key has ended, only signatures count that are proven to be older: by a timestamp, a transparency log or an attestation of the registry. What the signer says of the time proves nothing.',
    fix: 'Sign again with a key that has not ended. For later: hyper attest, before a key ends.',
  },
  HYPER_SIGNATURE_REVOKED: {
    exit: 4,
    title: 'a signature of a revoked key',
    explanation: 'After a key was revoked, only signatures count that are proven to be older.',
    fix: 'Look at what was signed, and sign it again with another key.',
  },
  HYPER_SIGNATURE_COMPROMISED: {
    exit: 4,
    title: 'a signature from a time when others had the key',
    explanation:
      'The key is marked as compromised since a moment, and nothing proves that the signature is older than that.',
    fix: 'Look at what was signed: anybody may have signed it. If it is right, sign it again with another key.',
  },
  HYPER_SIGNATURE_EARLY: {
    exit: 4,
    title: 'a signature from before its key',
    explanation: 'A key counts from its createdAt on, and the signature is older.',
    fix: 'Set the clock of the machine that signs, and sign again; or correct createdAt, if the key is older than it says.',
  },
  HYPER_SIGNATURE_FUTURE: {
    exit: 4,
    title: 'a signature from the future',
    explanation: 'The signature says that it was made more than five minutes from now.',
    fix: 'Set the clock of this machine, or of the one that signed, and sign again.',
  },
  HYPER_SIGNATURE_UNPROVEN: {
    exit: 4,
    title: 'a certificate or log entry that nothing here verifies',
    explanation:
      'The signature has a certificate, a timestamp or an entry of a transparency log, and there are no roots of such services to verify it with.',
    fix: 'Give them: hyper verify --trusted-root FILE.',
  },
  HYPER_SIGNATURE_CONTENT: {
    exit: 4,
    title: 'content that is not what was signed',
    explanation:
      'The content of a signed release is missing, or has other bytes than the digest in its manifest.',
    fix: 'Restore the file from git history.',
  },
  HYPER_SIGNED_UNREADABLE: {
    exit: 4,
    title: 'a signed file that cannot be read',
    explanation:
      'The file is no valid manifest of the kind that its path says, so nothing it says is believed.',
    fix: 'See what is wrong with it: hyper validate FILE. Restore it from git history if it was changed.',
  },
  HYPER_SIGNATURE_UNTRUSTED: {
    exit: 4,
    title: 'a signature whose signer nothing vouches for',
    explanation:
      'A file between the trust root and this one is not believed, so neither are the signers that it names.',
    fix: 'Mend the file that is named first.',
  },
} as const satisfies Record<string, CodeEntry>;
