import { fileURLToPath } from 'node:url';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createSiteSigning } from '../../composition-trust.ts';
import { createBuildContext } from '../../composition.ts';
import { build } from '../../operations/index.ts';
import { keyFlags, momentFlag, readFlags, toServices, witnessFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

const VISIBILITIES = ['public', 'internal', 'private'] as const;

/** `hyper build [DIR]` */
export class Build extends RegistryCommand {
  static override summary = 'Build the static site and API of a commit.';
  static override description =
    'Writes pages, JSON files, feed, sitemap, schemas and the list of digests into a folder that any static host serves. The same commit gives the same bytes; a former output is used where nothing changed, and replaced whole or not at all.';
  static override examples = [
    { description: 'The registry here, into site', command: 'hyper build' },
    { description: 'Another registry at a tag', command: 'hyper build ../registry --at v1 --out public' },
    { description: 'Signed, for clients that verify it', command: 'hyper build --key online' },
  ];
  static override flags = {
    ...readFlags,
    out: Flags.string({
      summary: 'The folder to write: absent, empty or a former output.',
      helpValue: 'DIR',
      default: 'site',
    }),
    visibility: Flags.option({
      options: VISIBILITIES,
      default: 'public' as const,
      helpValue: VISIBILITIES.join('|'),
      summary: 'The least public of what is shown.',
    })(),
    clean: Flags.boolean({ summary: 'Render everything again, whatever the former output holds.' }),
    history: Flags.boolean({
      summary: 'Show every act of the history too; needs a clone that holds all of it.',
    }),
    key: Flags.string({
      summary: 'Sign the build with the online key: a file, or a name or id in the folder of keys.',
      helpValue: 'KEY',
    }),
    ...witnessFlags,
    keyless: Flags.boolean({
      summary: 'Sign the build with the identity of this job, which registry.yaml names as onlineIdentity.',
      exclusive: ['key'],
    }),
    expires: Flags.integer({
      summary: 'Of a signed build: after how many days the signed build is stale.',
      helpValue: 'DAYS',
      min: 1,
      max: 3650,
      default: 30,
    }),
    time: momentFlag({
      summary:
        'Of a signed build: when it is built, so that the same inputs and key give the same bytes (now).',
      helpValue: 'TIME',
    }),
    ...keyFlags,
    'keep-going': Flags.boolean({
      summary:
        'Leave out releases with faults; a fault in a namespace, policy or state still stops the build.',
    }),
  };
  static override args = {
    dir: Args.string({ description: 'The registry, if not the one here.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Build);
    const { registry } = this.placeIn(args.dir, flags);
    const facts = toProcessFacts(this.session);
    const schemas = fileURLToPath(this.session.build.schemas);
    const services = toServices(flags, this.session.settings().environment);
    const asked = { folder: flags.keys, descriptor: flags['passphrase-fd'], services };
    const signing = await createSiteSigning(this.session.context, facts, asked);
    const context = await createBuildContext(this.session.context, facts, schemas, signing);
    const input = {
      registry,
      at: flags.at,
      out: flags.out,
      visibility: flags.visibility,
      isTolerant: flags['keep-going'],
      isClean: flags.clean,
      hasHistory: flags.history,
      signing:
        flags.key === undefined && !flags.keyless
          ? undefined
          : { key: flags.key, time: flags.time, expiresInDays: flags.expires },
    };
    await this.conclude(build, input, flags, context);
  }
}
