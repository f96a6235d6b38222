import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { HyperError } from '../core/index.ts';
import { BaseCommand } from './base-command.ts';

/** What the commands for forges share. */
export const forgeFlags = {
  event: Flags.string({
    summary:
      'The payload of the event that started the workflow. Else the file that GITHUB_EVENT_PATH names.',
    helpValue: 'FILE',
  }),
  repository: Flags.string({
    summary: 'The repository at the forge. Else GITHUB_REPOSITORY.',
    helpValue: 'OWNER/NAME',
  }),
} as const;

export const reportArg = {
  report: Args.string({
    description: 'What hyper ci --output json printed.',
    required: true,
    ignoreStdin: true,
  }),
} as const;

/** The frame of commands that talk to a forge. */
export abstract class ForgeCommand extends BaseCommand {
  /** The file of the event: `--event`, else `GITHUB_EVENT_PATH`. */
  protected eventFile(event: string | undefined): string {
    const file = event ?? process.env['GITHUB_EVENT_PATH'];
    if (file !== undefined && file !== '') return file;
    throw new HyperError('HYPER_USAGE_ARGUMENT_MISSING', 'nothing says which pull request is meant', {
      hint: 'give the payload of the event with --event FILE',
    });
  }
}
