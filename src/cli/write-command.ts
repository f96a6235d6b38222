import * as Flags from '@oclif/core/flags';
import { createChangeContext } from '../composition-write.ts';
import { HyperError } from '../core/index.ts';
import type { Operation, WriteContext, WriteData, WriteInput } from '../operations/index.ts';
import { keyFlags } from './flags.ts';
import { toProcessFacts } from './process-facts.ts';
import type { CommonFlags } from './report-options.ts';
import { SigningCommand } from './signing-command.ts';
import type { PlaceFlags } from './registry-command.ts';

/** What every command takes that writes a registry (SPEC section 8). */
export const writeFlags = {
  'dry-run': Flags.boolean({ summary: 'Show what would change, as a diff, and write nothing.' }),
  commit: Flags.boolean({
    summary: 'Commit the change on the branch that is checked out.',
    exclusive: ['dry-run'],
  }),
  branch: Flags.string({
    summary:
      'Commit the change on this branch, made from HEAD where it is not there; the working tree stays.',
    helpValue: 'NAME',
    exclusive: ['dry-run'],
  }),
  sign: Flags.string({
    summary: 'Sign what changes in the same step, with this key: its name, its id, its file, or ssh-agent.',
    helpValue: 'KEY',
  }),
  ...keyFlags,
  yes: Flags.boolean({ summary: 'Do not ask before signing.' }),
} as const;

/** For commands that take a reason. */
export const reasonFlag = {
  reason: Flags.string({ summary: 'Why, in a sentence that users will read.', helpValue: 'TEXT' }),
} as const;

/** The flags of `writeFlags`, as oclif reads them. */
export interface WriteFlags extends PlaceFlags, CommonFlags {
  readonly 'dry-run': boolean;
  readonly commit: boolean;
  readonly branch?: string | undefined;
  readonly sign?: string | undefined;
  readonly keys?: string | undefined;
  readonly 'passphrase-fd'?: number | undefined;
  readonly yes: boolean;
  readonly quiet: boolean;
}

/** The frame of commands that write a registry: the working tree, or a commit too. */
export abstract class WriteCommand extends SigningCommand {
  /**
   * Runs the operation on the registry and prints its report. Whatever is done with every written change, such as
   * proposing its branch to a git host, belongs here and nowhere else.
   */
  protected async concludeWrite<Input extends WriteInput>(
    operation: Operation<Input, WriteData, WriteContext>,
    input: Omit<Input, keyof WriteInput>,
    flags: WriteFlags,
  ): Promise<void> {
    const { registry, namespace } = await this.place(flags);
    const { branch } = flags;
    if (branch === '') throw new HyperError('HYPER_USAGE_FLAG_VALUE', 'the branch is an empty text');
    const isCommitted = flags.commit || branch !== undefined;
    const mode = flags['dry-run'] ? 'plan' : isCommitted ? 'commit' : 'edit';
    const context = await createChangeContext(this.session.context, toProcessFacts(this.session.build), {
      key: flags.sign,
      keys: flags.keys,
      descriptor: flags['passphrase-fd'],
      review: (files, signer) => this.review(files, signer, flags),
    });
    const whole = { ...input, registry, namespace, mode, branch } as unknown as Input;
    await this.conclude(operation, whole, flags, context);
  }
}
