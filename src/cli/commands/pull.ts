import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { HyperError } from '../../core/index.ts';
import { pull } from '../../operations/index.ts';
import { DepsCommand, platformFlags, projectFlags, toPlatform } from '../deps-command.ts';

const DEFAULT_MAX_BYTES = 2 * 1024 * 1024 * 1024;

/** `hyper pull REFERENCE` */
export class Pull extends DepsCommand {
  static override summary = 'Fetch the content of a release, or of everything locked.';
  static override description =
    'Content stands in manifests, in blobs of the registry, or at https: and oci: addresses. Nothing is visible at its place before size and every digest are right.';
  static override examples = [
    { description: 'A release, into the cache', command: 'hyper pull lib.money/money@2.2.0' },
    { description: 'Into a folder', command: 'hyper pull lib.money/money --out vendor' },
    {
      description: 'Everything that Linux takes of the lock',
      command: 'hyper pull --locked --os linux --out vendor',
    },
  ];
  static override flags = {
    ...projectFlags,
    ...platformFlags,
    locked: Flags.boolean({ summary: 'Everything in the lock of the project.' }),
    out: Flags.string({
      summary: 'The folder to write to; the cache of the user unless told.',
      helpValue: 'DIR',
    }),
    'max-bytes': Flags.integer({
      summary: 'The most that one piece of content may have (2 GiB).',
      helpValue: 'BYTES',
      min: 1,
      default: DEFAULT_MAX_BYTES,
    }),
  };
  static override args = {
    reference: Args.string({ description: 'What to fetch.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Pull);
    if (args.reference === undefined ? !flags.locked : flags.locked) {
      throw new HyperError('HYPER_USAGE_ARGUMENT_MISSING', 'expected a release, or --locked', {
        hint: 'hyper pull NAMESPACE/NAME@VERSION',
      });
    }
    const { context, input } = await this.depsPlace(flags);
    const more = {
      reference: args.reference,
      to: flags.out,
      maxBytes: flags['max-bytes'],
      platform: toPlatform(flags),
    };
    await this.conclude(pull, { ...input, ...more }, flags, context);
  }
}
