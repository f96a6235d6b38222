import type { CodeEntry } from './code-entry.ts';

/** Codes of the private keys of a machine: their files, passphrases and agents. */
export const KEY_CODES = {
  HYPER_KEY_FOLDER_UNKNOWN: {
    exit: 3,
    title: 'no folder for keys',
    explanation: 'Keys stand in the folder of settings, and the environment names neither that nor a home.',
    fix: 'Name a folder with --keys DIR or HYPER_KEYS.',
  },
  HYPER_KEY_FOLDER_TRACKED: {
    exit: 3,
    title: 'a folder of keys inside a git repository',
    explanation:
      'What stands in a repository gets committed one day, and a private key that was pushed once is compromised for ever.',
    fix: 'Name a folder outside of every repository with --keys DIR or HYPER_KEYS.',
  },
  HYPER_KEY_FILE_TRACKED: {
    exit: 3,
    title: 'a private key inside a git repository',
    explanation:
      'What stands in a repository gets committed one day, and a private key that was pushed once is compromised for ever. So nothing is signed with a key that lies in one.',
    fix: 'Move the key file out of every repository. If it was ever committed, revoke it: hyper key revoke.',
  },
  HYPER_KEY_ENDED: {
    exit: 1,
    title: 'a key that has ended already',
    explanation:
      'The key was revoked, or ends earlier than was asked for. A later end would make signatures count again that did not count any more.',
    fix: 'Leave it as it is. To say that others had the key earlier: hyper key revoke NAMESPACE KEY --compromised-since TIME.',
  },
  HYPER_KEY_NAME_INVALID: {
    exit: 2,
    title: 'not a name for a key',
    explanation:
      'The name of a key is the name of its file: lower-case letters, digits, dots, dashes, underscores.',
    fix: 'Choose such a name, for example release-2026.',
  },
  HYPER_KEY_EXISTS: {
    exit: 3,
    title: 'a key of this name',
    explanation:
      'There is a key file of this name already. A key that is overwritten is lost, so it never is.',
    fix: 'Choose another name, or move the old file away yourself.',
  },
  HYPER_KEY_NOT_FOUND: {
    exit: 3,
    title: 'no such key',
    explanation:
      'A key is named by its file, by its name in the folder of keys, or by its id or the beginning of it.',
    fix: 'List the keys there are with: hyper key list.',
  },
  HYPER_KEY_FILE_EXPOSED: {
    exit: 3,
    title: 'a key file that others can read',
    explanation:
      'The mode of the file lets others of this machine read or change the private key, so it may not be a secret any more.',
    fix: 'chmod 600 FILE; make a new key if somebody may have read it.',
  },
  HYPER_KEY_FROM_FUTURE: {
    exit: 3,
    title: 'a key that is not made yet',
    explanation:
      'The key file says that it was made later than the clock of this machine shows. Signatures made now would be refused as older than their key.',
    fix: 'Set the clock.',
  },
  HYPER_KEY_UNENCRYPTED: {
    exit: 0,
    title: 'a key without a passphrase',
    explanation:
      'The private key stands on the disk as it is: every backup and every program of the user has it.',
    fix: 'Use such keys only on machines that are thrown away, or let an agent or CI identity sign.',
  },
  HYPER_PASSPHRASE_MISSING: {
    exit: 3,
    title: 'no passphrase',
    explanation:
      'A passphrase is needed, and neither a descriptor, the environment nor a terminal gives one. It is never taken from the arguments.',
    fix: 'Use --passphrase-fd N, HYPER_PASSPHRASE, or run it at a terminal.',
  },
  HYPER_PASSPHRASE_WEAK: {
    exit: 2,
    title: 'a passphrase that is too short',
    explanation: 'Whoever gets the key file can try passphrases as fast as their machines allow.',
    fix: 'Use several words.',
  },
  HYPER_PASSPHRASE_DIFFERS: {
    exit: 2,
    title: 'two different passphrases',
    explanation:
      'A new passphrase is asked for twice, since nothing shows what is typed, and the two were not the same.',
    fix: 'Run the command again.',
  },
  HYPER_AGENT_UNAVAILABLE: {
    exit: 3,
    title: 'no ssh agent',
    explanation:
      'The signature was to come from an ssh agent, and none answers at the socket of SSH_AUTH_SOCK.',
    fix: 'eval "$(ssh-agent)" && ssh-add FILE',
  },
  HYPER_AGENT_NO_KEY: {
    exit: 3,
    title: 'an ssh agent without the key',
    explanation:
      'The agent does not hold the key that was named, or none was named and it does not hold exactly one ed25519 or P-256 key. RSA keys of an agent cannot sign here: SSH has no RSA-PSS.',
    fix: 'ssh-add the key, or name one as --key ssh-agent:KEYID.',
  },
  HYPER_AGENT_REFUSED: {
    exit: 3,
    title: 'an ssh agent that does not sign',
    explanation: 'The agent answered without a signature: it is locked, or its user did not confirm.',
    fix: 'Unlock the agent or confirm the signature, and run the command again.',
  },
} as const satisfies Record<string, CodeEntry>;
