import { createAskYes } from '../adapters/system/index.ts';
import { questionStreams } from '../composition-questions.ts';
import { createSigningContext } from '../composition-trust.ts';
import { toOneLine } from '../core/index.ts';
import type { SigningContext } from '../operations/index.ts';
import { inSigningOrder, shownFileLines } from '../report/index.ts';
import { toServices } from './flags.ts';
import { toProcessFacts } from './process-facts.ts';
import { RegistryCommand } from './registry-command.ts';
import type { PlaceFlags } from './registry-place.ts';

/** The flags of commands that sign, as oclif reads them. */
export interface SigningFlags extends PlaceFlags {
  readonly key?: string | undefined;
  readonly keyless?: boolean | undefined;
  readonly 'identity-token-file'?: string | undefined;
  readonly 'fulcio-url'?: string | undefined;
  readonly 'rekor-url'?: string | undefined;
  readonly 'rekor-version'?: '1' | '2' | undefined;
  readonly 'tsa-url'?: string | undefined;
  readonly 'trusted-root'?: string | undefined;
  readonly keys?: string | undefined;
  readonly 'passphrase-fd'?: number | undefined;
  readonly yes?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** The frame of commands that sign: shows what will be signed, asks where somebody can answer, and signs. */
export abstract class SigningCommand extends RegistryCommand {
  /** What the operation works with, and where. */
  protected async openSigning(flags: SigningFlags): Promise<{
    context: SigningContext;
    registry: string | undefined;
    namespace: string | undefined;
  }> {
    const { registry, namespace } = this.place(flags);
    const signer = {
      key: flags.key,
      isKeyless: flags.keyless ?? false,
      ...toServices(flags, this.session.settings().environment),
    };
    const context = await createSigningContext(this.session.context, toProcessFacts(this.session), {
      signer,
      keys: flags.keys,
      descriptor: flags['passphrase-fd'],
      review: (files, name) => this.review(files, name, flags),
    });
    return { context, registry, namespace };
  }

  /** Shows the files on stderr; asks on a terminal, unless --yes stands there. */
  protected async review(
    files: Parameters<SigningContext['review']>[0],
    signer: string,
    { yes, quiet }: Pick<SigningFlags, 'yes' | 'quiet'>,
  ): Promise<boolean> {
    const { terminal, progress, interruption } = this.session;
    const ask = yes === true ? undefined : createAskYes(questionStreams(), interruption.signal);
    progress.clear();
    if (quiet !== true || ask !== undefined) {
      const { shown, more } = inSigningOrder(files);
      const lines = shown.flatMap(shownFileLines);
      if (more > 0) lines.push(`and ${String(more)} more files`);
      lines.push(`signing as ${signer}`);
      terminal.writeTalk(lines.map((line) => `${toOneLine(line)}\n`).join(''));
    }
    if (ask === undefined) return true;
    return ask(`Sign ${files.length === 1 ? 'this file' : `these ${String(files.length)} files`}?`);
  }
}
