/** The layers of settings, from the weakest to the strongest. */
export const SETTING_LAYERS = ['system', 'user', 'project', 'environment', 'flag'] as const;

export type SettingLayer = (typeof SETTING_LAYERS)[number];

/** The layers that are files. */
export type SettingFileLayer = 'system' | 'user' | 'project';

/** What a setting holds. */
export type SettingType = 'text' | 'place' | 'switch' | 'format';

/** One setting that there is. */
export interface SettingRow {
  readonly key: string;
  /** The environment variable of the same meaning. */
  readonly variable: string;
  readonly type: SettingType;
  /** What it is for, in a sentence. */
  readonly summary: string;
  /** True where a project may say it: what decides whom and what to believe, only the user does. */
  readonly isForProjects: boolean;
  /** True for what no file may hold and nothing prints. */
  readonly isSecret: boolean;
}

const row = (
  key: string,
  variable: string,
  type: SettingType,
  summary: string,
  facts: { readonly isForProjects?: boolean; readonly isSecret?: boolean } = {},
): SettingRow => ({ key, variable, type, summary, isForProjects: false, isSecret: false, ...facts });

/** How results can be printed where a setting says it: repeated here, since reports come after operations. */
export const OUTPUT_VALUES: readonly string[] = ['table', 'wide', 'name', 'json', 'yaml', 'csv'];

/** Every setting, by key. */
export const SETTINGS: readonly SettingRow[] = [
  row('actor', 'HYPER_ACTOR', 'text', 'Who acts, where a hook or a gate cannot tell.'),
  row('keys', 'HYPER_KEYS', 'place', 'The folder of private keys.'),
  row('namespace', 'HYPER_NAMESPACE', 'text', 'The namespace that bare names are looked up in.', {
    isForProjects: true,
  }),
  row('offline', 'HYPER_OFFLINE', 'switch', 'Whether nothing is fetched: true or false.'),
  row('output', 'HYPER_OUTPUT', 'format', 'How results are printed where no flag says it.', {
    isForProjects: true,
  }),
  row('pager', 'HYPER_PAGER', 'text', 'The program that shows what is longer than the terminal; cat: none.'),
  row('passphrase', 'HYPER_PASSPHRASE', 'text', 'The passphrase of a key. From the environment alone.', {
    isSecret: true,
  }),
  row('registry', 'HYPER_REGISTRY', 'place', 'The registry, where the folder one stands in names none.', {
    isForProjects: true,
  }),
  row('root', 'HYPER_ROOT', 'text', 'The digest of the trust root that is believed at first use.'),
  row('token', 'GITHUB_TOKEN', 'text', 'The token for the git host. From the environment alone.', {
    isSecret: true,
  }),
  row('trusted-root', 'HYPER_TRUSTED_ROOT', 'place', 'The trusted root of a Sigstore of your own.'),
];
