import { resolve } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { findRegistryRoot } from '../../adapters/registry/index.ts';
import { realPathOf } from '../../adapters/system/index.ts';
import { createSiteContext, createVerifyContext } from '../../composition-trust.ts';
import { HyperError } from '../../core/index.ts';
import { verify, verifySite } from '../../operations/index.ts';
import { readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import type { Settings } from '../settings.ts';
import type { CommonFlags } from '../report-options.ts';
import { registryAround } from '../registry-around.ts';
import { RegistryCommand } from '../registry-command.ts';

interface SigstoreFlags {
  readonly 'trusted-root'?: string | undefined;
  readonly refresh: boolean;
  readonly 'tuf-url'?: string | undefined;
  readonly 'tuf-root'?: string | undefined;
}

interface SiteFlags extends CommonFlags, SigstoreFlags {
  readonly all: boolean;
  readonly at?: string | undefined;
  readonly registry?: string | undefined;
  readonly namespace?: string | undefined;
  readonly root?: string | undefined;
  readonly stale: boolean;
  readonly forget: boolean;
}

/** `hyper verify [TARGET]` */
export class Verify extends RegistryCommand {
  static override summary = 'Check who signed, why that signer is believed, and what was covered.';
  static override description =
    'Walks from the trust root that this client believes to the signatures of a release, a file, a folder or the whole registry, and says each step; or exactly which one failed and what would mend it. Exit status 4 means that something is not to be trusted. A registry that is met for the first time needs the digest of its root once: --root, HYPER_ROOT, or a yes at the terminal.';
  static override examples = [
    { description: 'One release', command: 'hyper verify org.acme.platform/gateway@2.2.0' },
    { description: 'Everything', command: 'hyper verify --all' },
    {
      description: 'For the first time, with the digest that the keepers told',
      command:
        'hyper verify --all --root sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  ];
  static override flags = {
    ...readFlags,
    all: Flags.boolean({ summary: 'Verify every signed file of the registry.' }),
    check: Flags.boolean({
      summary: 'With --all: check every file too, as hyper validate does, in the same read.',
      dependsOn: ['all'],
    }),
    site: Flags.string({
      summary: 'Verify a built site in place of a registry: a folder, or an https address.',
      helpValue: 'DIR|URL',
    }),
    stale: Flags.boolean({
      summary: 'With --site: take one whose checkpoint has ended.',
      dependsOn: ['site'],
    }),
    forget: Flags.boolean({
      summary: 'Forget what was believed last of what is verified now: revisions, the checkpoint of a site.',
    }),
    root: Flags.string({
      summary: 'The digest of a trust root that you vouch for (HYPER_ROOT).',
      helpValue: 'DIGEST',
    }),
    'trusted-root': Flags.string({
      summary:
        'Whose certificates, logs and timestamps are believed (HYPER_TRUSTED_ROOT): a trusted_root.json.',
      helpValue: 'FILE',
    }),
    refresh: Flags.boolean({
      summary: 'Fetch the newest trusted root through TUF before; otherwise no network is used.',
      exclusive: ['trusted-root'],
    }),
    'tuf-url': Flags.string({
      summary: 'The TUF repository of the trusted root (that of the public good instance).',
      helpValue: 'URL',
      dependsOn: ['refresh'],
    }),
    'tuf-root': Flags.string({
      summary: 'The first root.json of that repository.',
      helpValue: 'FILE',
      dependsOn: ['refresh'],
    }),
  };
  static override args = {
    target: Args.string({ description: 'A release, a namespace, a file or a folder.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Verify);
    const { target } = args;
    if (flags.site !== undefined) {
      await this.verifySite(flags.site, target, flags);
      return;
    }
    if (flags.all && target !== undefined) {
      throw new HyperError(
        'HYPER_USAGE_FLAG_CONFLICT',
        `--all is everything, and "${target}" is a part of it`,
        {
          hint: 'leave one of them out',
        },
      );
    }
    if (!flags.all && target === undefined) {
      throw new HyperError('HYPER_USAGE_ARGUMENT_MISSING', 'nothing to verify is named', {
        hint: 'hyper verify NAMESPACE/NAME@VERSION, or hyper verify --all',
      });
    }
    const around = target === undefined ? undefined : this.findAround(target);
    const { registry, namespace } = this.place({ ...flags, registry: flags.registry ?? around });
    const facts = toProcessFacts(this.session);
    const context = await createVerifyContext(
      this.session.context,
      facts,
      toSigstoreAsked(flags, facts.environment),
    );
    const root = flags.root ?? this.session.settings().environment['HYPER_ROOT'];
    const asked = { isForgetting: flags.forget, isChecking: flags.check };
    const input = { registry, target, at: flags.at, namespace, root, ...asked };
    await this.conclude(verify, input, flags, context);
  }

  /** The root of the registry around a target that is a path. */
  private findAround(target: string): string | undefined {
    const path = resolve(target);
    const root = findRegistryRoot(path);
    this.session.context.notes?.place({ path, real: realPathOf(path) ?? null, root: root ?? null });
    return registryAround(target) === undefined ? undefined : root;
  }

  private async verifySite(site: string, target: string | undefined, flags: SiteFlags): Promise<void> {
    const isOfRegistry = [target, flags.at, flags.registry, flags.namespace].some(
      (said) => said !== undefined,
    );
    if (flags.all || isOfRegistry) {
      throw new HyperError('HYPER_USAGE_FLAG_CONFLICT', '--site is verified as a whole, and as it is now', {
        hint: `hyper verify --site ${site}`,
      });
    }
    const facts = toProcessFacts(this.session);
    const context = await createSiteContext(
      this.session.context,
      facts,
      toSigstoreAsked(flags, facts.environment),
    );
    const root = flags.root ?? this.session.settings().environment['HYPER_ROOT'];
    const input = { site, root, isStaleFine: flags.stale, isForgetting: flags.forget };
    await this.conclude(verifySite, input, flags, context);
  }
}

/** Whose certificates, logs and timestamps are believed. */
function toSigstoreAsked(
  flags: SigstoreFlags,
  environment: Settings['environment'],
): Parameters<typeof createVerifyContext>[2] {
  return {
    trustedRoot: flags['trusted-root'] ?? environment['HYPER_TRUSTED_ROOT'],
    refresh: flags.refresh ? { url: flags['tuf-url'], rootPath: flags['tuf-root'] } : undefined,
  };
}
