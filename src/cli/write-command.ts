import * as Flags from '@oclif/core/flags';
import { createChangeContext } from '../composition-write.ts';
import { HyperError } from '../core/index.ts';
import type { Operation, WriteContext, WriteData, WriteInput } from '../operations/index.ts';
import { dryRunFlag, keyFlags } from './flags.ts';
import { toProcessFacts } from './process-facts.ts';
import type { CommonFlags } from './report-options.ts';
import { SigningCommand } from './signing-command.ts';
import type { PlaceFlags } from './registry-place.ts';

/** What every command takes that writes a registry (SPEC section 8). */
export const writeFlags = {
  ...dryRunFlag,
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
  pr: Flags.boolean({
    summary:
      'Commit the change on a branch of its own, push it, and open its pull request or update it; without a token, say how.',
    exclusive: ['dry-run'],
  }),
  remote: Flags.string({
    summary: 'With --pr: the remote of git to push to.',
    helpValue: 'NAME',
    dependsOn: ['pr'],
  }),
  base: Flags.string({
    summary: 'With --pr: the branch that the pull request is for; the default branch where it is left out.',
    helpValue: 'BRANCH',
    dependsOn: ['pr'],
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
  readonly pr: boolean;
  readonly remote?: string | undefined;
  readonly base?: string | undefined;
  readonly sign?: string | undefined;
  readonly keys?: string | undefined;
  readonly 'passphrase-fd'?: number | undefined;
  readonly yes: boolean;
  readonly quiet: boolean;
}

/** The frame of commands that write a registry: the working tree, or a commit too. */
export abstract class WriteCommand extends SigningCommand {
  /** Runs the operation on the registry, proposes what it wrote where that was asked for, and prints its report. */
  protected async concludeWrite<Input extends WriteInput>(
    operation: Operation<Input, WriteData, WriteContext>,
    input: Omit<Input, keyof WriteInput>,
    flags: WriteFlags,
  ): Promise<void> {
    const { registry, namespace } = this.place(flags);
    const { branch } = flags;
    if (branch === '') throw new HyperError('HYPER_USAGE_FLAG_VALUE', 'the branch is an empty text');
    const isCommitted = flags.commit || branch !== undefined;
    const mode = flags['dry-run'] ? 'plan' : isCommitted ? 'commit' : 'edit';
    const context = await createChangeContext(this.session.context, toProcessFacts(this.session), {
      key: flags.sign,
      keys: flags.keys,
      descriptor: flags['passphrase-fd'],
      review: (files, signer) => this.review(files, signer, flags),
      isProposed: flags.pr,
    });
    const { remote, base } = flags;
    const proposal = flags.pr ? { remote, base, subject: subjectOf(input) } : undefined;
    const whole = { ...input, registry, namespace, mode, branch, proposal } as unknown as Input;
    await this.conclude(operation, whole, flags, context);
  }
}

/** What the user named: a release, an artifact or a namespace. */
function subjectOf(input: object): string {
  const { reference, name, path } = input as Readonly<Record<string, unknown>>;
  return [reference, name, path].find((each) => typeof each === 'string') ?? '';
}
