import type { CodeEntry } from './code-entry.ts';

/** Codes of the operations `sign` and `attest`. */
export const SIGN_CODES = {
  HYPER_SIGN_NOTHING: {
    exit: 2,
    title: 'nothing to sign',
    explanation:
      'Neither a reference, a file of the registry, nor a namespace with --all was named, or there is no release, state or policy below the namespace.',
    fix: 'Name what to sign, for example: hyper sign org.acme/gateway@2.1.0 --key release',
  },
  HYPER_SIGN_TARGET: {
    exit: 2,
    title: 'a file that is never signed',
    explanation:
      'Only manifests are signed: releases, artifact.yaml, namespace.yaml, policies, registry.yaml and roots of trust. Content is covered by the signature of its release.',
    fix: 'Name a manifest or a reference: hyper sign org.acme/gateway@2.1.0 --key release',
  },
  HYPER_SIGN_SIGNER: {
    exit: 2,
    title: 'no signer, or two',
    explanation:
      'Signing needs either a key (--key) or an identity without a key (--keyless), and exactly one of them.',
    fix: 'Write --key NAME (hyper key list shows yours), or --keyless in a workflow.',
  },
  HYPER_SIGN_UNIDENTIFIED: {
    exit: 1,
    title: 'a registry without an id',
    explanation:
      'A signature names the registry that it is good for, and registry.yaml has no "id". Without it, signatures could be carried over to another registry.',
    fix: 'Add an id to registry.yaml: id: "<a UUID of version 7>". hyper init makes one.',
  },
  HYPER_SIGN_CHANGED: {
    exit: 3,
    title: 'a file changed while it was being signed',
    explanation:
      'The file has other bytes than those that were shown before signing. Nothing was written: a signer signs what it was shown.',
    fix: 'See what changes the file, then run the command again and look at what it shows.',
  },
  HYPER_SIGN_DECLINED: {
    exit: 2,
    title: 'signing was declined',
    explanation:
      'The question whether to sign what was shown was not answered with yes. Nothing was signed or written.',
    fix: 'Answer y, or give --yes where nobody can answer.',
  },
  HYPER_SIGN_FOREIGN: {
    exit: 4,
    title: 'a signer whose signature would not count',
    explanation:
      'The key or identity is none of those that may sign the file, or does not count any more. Its signature would not only be of no use: a file with a signature of somebody unknown is refused, however many good ones stand beside it. Nothing was written.',
    fix: 'Sign with a key that counts, or have the keepers name this one: hyper key rotate NAMESPACE --new KEY. --force signs nevertheless.',
  },
  HYPER_SIGN_UNJUDGED: {
    exit: 0,
    title: 'a signer that nothing judges',
    explanation:
      'The registry has no trust root that can be read, so nothing says whose signatures count. The file was signed all the same.',
    fix: 'Make a trust root: hyper trust init.',
  },
  HYPER_ATTEST_UNSIGNED: {
    exit: 4,
    title: 'nothing to attest',
    explanation:
      'An attestation says that the registry accepted a signed file, and no signature over the bytes of this file stands beside it.',
    fix: 'Have it signed first: hyper sign <ref> --key NAME; then: hyper verify <ref>',
  },
  HYPER_ATTEST_SIGNER: {
    exit: 4,
    title: 'an attestation by somebody else',
    explanation:
      'Only the online key or the online identity that registry.yaml names attests for the registry. Nothing was written.',
    fix: 'Sign with the online key, or name it in registry.yaml as "onlineKey" and have the change signed.',
  },
} as const satisfies Record<string, CodeEntry>;
