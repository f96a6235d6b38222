import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createCacheContext } from '../../composition-upkeep.ts';
import { cacheClear } from '../../operations/index.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper cache clear [AREA...]` */
export class CacheClear extends RegistryCommand {
  static override summary = 'Remove what hyper keeps to be quick, and say what that freed.';
  static override description =
    'Everything of it is made or fetched again. Keys, settings and what this machine believes of registries are no part of it. Folders that a link leads to are left alone and named.';
  static override examples = [
    { description: 'What there is, and what would go', command: 'hyper cache clear --dry-run' },
    { description: 'All of it', command: 'hyper cache clear' },
    { description: 'Some of it', command: 'hyper cache clear registry content' },
  ];
  static override flags = {
    'dry-run': Flags.boolean({ summary: 'Say what would go, and remove nothing.', default: false }),
  };
  static override args = {
    area: Args.string({
      description:
        'What to remove: registry, artifacts, code, content, outputs, preview, remotes, sites, verified, sigstore; all but the last where none is named.',
      ignoreStdin: true,
    }),
  };
  static override strict = false;

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(CacheClear);
    const context = await createCacheContext(this.session.context, toProcessFacts(this.session));
    const input = { areas: argv.map(String), isDryRun: flags['dry-run'] };
    await this.conclude(cacheClear, input, flags, context);
  }
}
