import type { Config } from '@oclif/core/config';

/** What a command reads of oclif's configuration, and nothing that would have to be read from disk. */
interface SlimConfig {
  readonly bin: string;
  readonly name: string;
  readonly version: string;
  readonly userAgent: string;
  readonly topicSeparator: string;
  readonly pjson: {
    readonly name: string;
    readonly version: string;
    readonly oclif: Readonly<Record<string, never>>;
  };
  readonly commandIDs: readonly string[];
  runHook(): Promise<{ readonly successes: readonly never[]; readonly failures: readonly never[] }>;
  scopedEnvVar(name: string): string | undefined;
  scopedEnvVarKeys(name: string): readonly string[];
}

/** The configuration that commands run with. No plugins, no hooks, no files: a registry can never bring code into `hyper`. */
export function slimConfig(version: string): Config {
  const config: SlimConfig = {
    bin: 'hyper',
    name: 'hyper',
    version,
    userAgent: `hyper/${version}`,
    topicSeparator: ' ',
    pjson: { name: 'hyper', version, oclif: {} },
    commandIDs: [],
    runHook: () => Promise.resolve({ successes: [], failures: [] }),
    scopedEnvVar: () => undefined,
    scopedEnvVarKeys: () => [],
  };
  return config as unknown as Config;
}
