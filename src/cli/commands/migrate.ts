import * as Flags from '@oclif/core/flags';
import { migrate } from '../../operations/index.ts';
import { WriteCommand, writeFlags } from '../write-command.ts';

/** A folder of so many names is rewritten with each commit, and costs more than the folder between. */
const FAN_OUT_FROM = 1000;

/** `hyper migrate` */
export class Migrate extends WriteCommand {
  static override summary = 'Bring a whole registry to another format, or back.';
  static override description =
    'Format 2 has folders between a namespace with very many names and its artifacts, so that a commit is cheaper; format 1 has none. All files are moved byte for byte, signatures stay good, and registry.yaml says so: one change that is whole or is none. Run again, it fans out namespaces that grew since.';
  static override examples = [
    { description: 'What would change', command: 'hyper migrate --dry-run' },
    { description: 'On a branch, for review', command: 'hyper migrate --to 2 --branch migrate-to-2' },
    { description: 'Back', command: 'hyper migrate --to 1 --branch migrate-to-1' },
  ];
  static override flags = {
    to: Flags.integer({ summary: 'The format: 1 or 2 (2).', helpValue: 'N' }),
    'fan-out-from': Flags.integer({
      summary: `Fan out namespaces of at least so many artifacts (${String(FAN_OUT_FROM)}).`,
      helpValue: 'N',
      default: FAN_OUT_FROM,
      min: 1,
    }),
    ...writeFlags,
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(Migrate);
    const input = { to: flags.to, fanOutFrom: flags['fan-out-from'] };
    await this.concludeWrite(migrate, input, flags);
  }
}
