import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createAskText } from '../../adapters/system/index.ts';
import { questionStreams } from '../../composition-questions.ts';
import { HyperError, toOneLine } from '../../core/index.ts';
import { ARTIFACT_TYPES } from '../../manifest/index.ts';
import { parseReference, suggest } from '../../names/index.ts';
import { registryCreate } from '../../operations/index.ts';
import { listed } from '../retell-parser.ts';
import { releaseFlags, toFieldTexts } from '../release-flags.ts';
import { WriteCommand, writeFlags } from '../write-command.ts';

type Ask = NonNullable<ReturnType<typeof createAskText>>;

/** `hyper registry create [TYPE] [NAME]` */
export class RegistryCreate extends WriteCommand {
  static override summary = 'Create a release, as a draft unless told.';
  static override description =
    'Writes a manifest with comments, puts the content into its tier, and notes the state. A first release begins with the template of its type, a next one with the release before; --from begins with a file of yours. On a terminal it asks for what is missing.';
  static override examples = [
    {
      description: 'A plugin from a folder',
      command:
        'hyper registry create plugin org.acme.security/token-audit@1.0.0 --content dist --description "Says who used a token."',
    },
    {
      description: 'The next version of a service, published at once',
      command: 'hyper registry create service org.acme.platform/gateway@2.3.0 --publish',
    },
    {
      description: 'What would be written',
      command: 'hyper registry create config org.acme.platform/log-levels --content levels.yaml --dry-run',
    },
  ];
  static override flags = {
    ...releaseFlags,
    from: Flags.string({ summary: 'Begin with this manifest.', helpValue: 'FILE' }),
    publish: Flags.boolean({ summary: 'Publish it at once, in place of a draft.' }),
    ...writeFlags,
  };
  static override args = {
    type: Args.string({
      description:
        'What it is: plugin, service, config, template, library or theme; asked for on a terminal.',
      ignoreStdin: true,
    }),
    name: Args.string({
      description:
        'Its name, as NAMESPACE/NAME@VERSION; a first release is 0.1.0 unless told. Asked for on a terminal.',
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(RegistryCreate);
    const isAsking = !flags.quiet && !flags.json && (flags.output ?? 'table') === 'table';
    const ask = isAsking ? createAskText(questionStreams(), this.session.interruption.signal) : undefined;
    // A name alone is told by its slash.
    const given =
      args.name === undefined && args.type?.includes('/') === true
        ? { type: undefined, name: args.type }
        : args;
    const types = [...ARTIFACT_TYPES.keys()];
    const type =
      given.type ?? (await this.need('TYPE', ask, `What is it (${types.join(', ')})`, faultOfType));
    const unknown = given.type === undefined ? undefined : faultOfType(type);
    if (unknown !== undefined)
      throw new HyperError('HYPER_USAGE_ARGUMENT_VALUE', unknown, { hint: hintOfType(type) });
    const name = given.name ?? (await this.need('NAME', ask, 'Its name, as NAMESPACE/NAME', faultOfName));
    const isComplete = flags.from !== undefined || flags['dry-run'];
    const asked = isComplete ? {} : await this.askMissing(ask, type, flags);
    const input = {
      ...toFieldTexts({ ...flags, ...asked }),
      ...{ type, name },
      from: flags.from,
      content: flags.content ?? asked.content,
      mediaType: flags['media-type'],
      uri: flags.uri,
      isPublished: flags.publish,
    };
    await this.concludeWrite(registryCreate, input, flags);
  }

  /** Asks for an argument until it is right. Errors: `HYPER_USAGE_ARGUMENT_MISSING` where nobody answers. */
  private async need(
    argument: string,
    ask: Ask | undefined,
    question: string,
    faultOf: (answer: string) => string | undefined,
  ): Promise<string> {
    for (;;) {
      const answer = (await ask?.(question)) ?? '';
      if (answer === '') break;
      const fault = faultOf(answer);
      if (fault === undefined) return answer;
      this.session.terminal.writeTalk(`  ${fault}\n`);
    }
    throw new HyperError('HYPER_USAGE_ARGUMENT_MISSING', `missing argument ${argument}`, {
      hint: 'for example: hyper registry create plugin org.acme.security/token-audit; see: hyper registry create --help',
    });
  }

  /** Asks for what a manifest cannot be without. */
  private async askMissing(
    ask: Ask | undefined,
    type: string,
    flags: { readonly description?: string | undefined; readonly content?: string | undefined },
  ): Promise<{ readonly description?: string; readonly content?: string }> {
    const known = ARTIFACT_TYPES.get(type);
    if (ask === undefined || known === undefined) return {};
    const description =
      flags.description ?? (await ask(`What is this ${type} for, in a sentence? (empty: as before)`));
    const content =
      flags.content === undefined && known.needsContent ? await ask('Its content, a file or folder') : '';
    return { ...(description === '' ? {} : { description }), ...(content === '' ? {} : { content }) };
  }
}

function faultOfType(type: string): string | undefined {
  if (ARTIFACT_TYPES.has(type)) return undefined;
  return `expected ${listed([...ARTIFACT_TYPES.keys()])}, got "${toOneLine(type)}"`;
}

function hintOfType(type: string): string {
  const [near] = suggest(type, ARTIFACT_TYPES.keys(), 1);
  return near === undefined ? 'hyper registry create plugin NAMESPACE/NAME' : `did you mean: ${near}`;
}

function faultOfName(name: string): string | undefined {
  const parsed = parseReference(name, { allowDotted: true });
  return parsed.ok ? undefined : parsed.fault.message;
}
