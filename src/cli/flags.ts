import * as Flags from '@oclif/core/flags';
import type { SignerChoice } from '../adapters/signers/index.ts';
import { HyperError, toOneLine } from '../core/index.ts';
import { FORMAT_NAMES } from '../report/index.ts';
import type { Settings } from './settings.ts';

const group = { helpGroup: 'GLOBAL' } as const;

/** What every command takes (SPEC section 8). */
export const commonFlags = {
  output: Flags.option({
    ...group,
    options: FORMAT_NAMES,
    summary: 'How to print the result (table).',
    helpValue: FORMAT_NAMES.join('|'),
  })(),
  json: Flags.boolean({ ...group, summary: 'Short for --output json.', exclusive: ['output'] }),
  quiet: Flags.boolean({ ...group, summary: 'Print the result and errors, nothing else.' }),
  'no-pager': Flags.boolean({
    ...group,
    summary: 'Print what is longer than the terminal as it is, not through HYPER_PAGER, PAGER or less.',
  }),
  config: Flags.string({ ...group, summary: 'Read the settings from this file.', helpValue: 'FILE' }),
  namespace: Flags.string({
    ...group,
    summary: 'The namespace that bare names are looked up in.',
    helpValue: 'PATH',
  }),
  registry: Flags.string({
    ...group,
    summary:
      'The registry: a folder, a git address (ADDRESS#folder below its root) or a built site. Else HYPER_REGISTRY, else the nearest folder upwards with registry.yaml.',
    helpValue: 'FOLDER',
  }),
  verbose: Flags.boolean({ ...group, summary: 'Say what is read and how long it took.' }),
  debug: Flags.boolean({ ...group, summary: 'As --verbose, with the environment that matters.' }),
  trace: Flags.boolean({ ...group, summary: 'As --debug, with stack traces of errors.' }),
} as const;

/** For commands that read a registry: git is a time machine. */
export const readFlags = {
  at: Flags.string({
    summary: 'Read the registry as it was at this commit, branch, tag or date.',
    helpValue: 'REV',
  }),
} as const;

/** For commands that use the private keys of this machine. A passphrase is never an argument (ATTACKS S22). */
export const keyFlags = {
  keys: Flags.string({
    summary: 'The folder of private keys. Else HYPER_KEYS, else "keys" in the folder of settings.',
    helpValue: 'DIR',
  }),
  'passphrase-fd': Flags.integer({
    summary: 'Read the passphrase from this open file descriptor. Else HYPER_PASSPHRASE, else a prompt.',
    helpValue: 'N',
    min: 0,
  }),
} as const;

const DAY_UNITS = '2026-11-22'.length;
const MOMENT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$/u;

/** A moment in UTC: a day, or a day and a time. */
export const momentFlag = Flags.custom<Date>({ parse: (text) => Promise.resolve(parseMoment(text)) });

/** As `momentFlag`, where a day means its end. */
export const endFlag = Flags.custom<Date>({
  parse: (text) => Promise.resolve(parseMoment(text.length === DAY_UNITS ? `${text}T23:59:59Z` : text)),
});

function parseMoment(text: string): Date {
  const moment = new Date(text);
  if (MOMENT.test(text) && !Number.isNaN(moment.getTime())) return moment;
  throw new HyperError('HYPER_USAGE_FLAG_VALUE', `expected a time in UTC, got "${toOneLine(text)}"`, {
    hint: 'write for example 2026-11-22 or 2026-11-22T12:00:00Z',
  });
}

/** For commands that write something, in the words of those that write a registry. */
export const dryRunFlag = {
  'dry-run': Flags.boolean({ summary: 'Show what would change, as a diff, and write nothing.' }),
} as const;

/** For commands that list things. */
export const filterFlags = {
  filter: Flags.string({
    summary: 'Keep the rows that this query finds, in the fields of the JSON: "type=plugin state!=draft".',
    helpValue: 'QUERY',
  }),
} as const;

/** For lists of what has labels. */
export const listFlags = {
  ...filterFlags,
  selector: Flags.string({
    summary: 'Keep what has these labels: "tier=gold,region in (eu,us)".',
    helpValue: 'LABELS',
  }),
  label: Flags.string({
    summary: 'Keep what has this label; may stand several times.',
    helpValue: 'KEY=VALUE',
    multiple: true,
    multipleNonGreedy: true,
  }),
} as const;

/** The services that sign without a key, or prove when something was signed. */
export const witnessFlags = {
  'identity-token-file': Flags.string({
    summary: 'Take the OIDC token from this file. Else SIGSTORE_ID_TOKEN, else that of GitHub Actions.',
    helpValue: 'FILE',
    dependsOn: ['keyless'],
  }),
  'fulcio-url': Flags.string({
    summary: 'The certificate authority (that of the public good instance).',
    helpValue: 'URL',
    dependsOn: ['keyless'],
  }),
  'rekor-url': Flags.string({
    summary: 'The transparency log (that of the public good instance; with --key, none).',
    helpValue: 'URL',
  }),
  'rekor-version': Flags.option({
    options: ['1', '2'] as const,
    summary: 'The API of the log (1).',
    helpValue: '1|2',
  })(),
  'tsa-url': Flags.string({
    summary: 'Have this timestamp authority (RFC 3161) prove the time of each signature.',
    helpValue: 'URL',
  }),
  'trusted-root': Flags.string({
    summary:
      'The trusted root of these services. Else HYPER_TRUSTED_ROOT, else that of the public good instance.',
    helpValue: 'FILE',
  }),
} as const;

/** For commands that sign manifests. */
export const signerFlags = {
  key: Flags.string({
    summary: 'Sign with this key: its name, its id, its file, or ssh-agent.',
    helpValue: 'KEY',
  }),
  keyless: Flags.boolean({
    summary: 'Sign with the identity of this job, without a key: Fulcio certifies it, Rekor logs it.',
    exclusive: ['key'],
  }),
  ...witnessFlags,
  yes: Flags.boolean({ summary: 'Do not ask before signing.' }),
} as const;

/** The services that the flags name, or the environment. */
export function toServices(
  flags: {
    readonly 'identity-token-file'?: string | undefined;
    readonly 'fulcio-url'?: string | undefined;
    readonly 'rekor-url'?: string | undefined;
    readonly 'rekor-version'?: '1' | '2' | undefined;
    readonly 'tsa-url'?: string | undefined;
    readonly 'trusted-root'?: string | undefined;
  },
  environment: Settings['environment'],
): Omit<SignerChoice, 'key' | 'isKeyless'> {
  return {
    identityTokenFile: flags['identity-token-file'],
    fulcioUrl: flags['fulcio-url'],
    rekorUrl: flags['rekor-url'],
    rekorVersion: flags['rekor-version'] === '2' ? 2 : 1,
    tsaUrl: flags['tsa-url'],
    trustedRoot: flags['trusted-root'] ?? environment['HYPER_TRUSTED_ROOT'],
  };
}
