import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createInitContext } from '../../composition.ts';
import { HyperError } from '../../core/index.ts';
import { init } from '../../operations/index.ts';
import { BaseCommand } from '../base-command.ts';
import { dryRunFlag } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';

/** `hyper init [DIR]` */
export class Init extends BaseCommand {
  static override summary = 'Start a registry, or let a project use one.';
  static override description =
    'A new registry has namespaces, policies, workflows, editor settings and a README, in a git repository; a project gets one file, hyper.yaml. Everything is written or nothing, and no file that is there is touched.';
  static override examples = [
    { description: 'A registry, with its first commit', command: 'hyper init acme-registry --commit' },
    {
      description: 'With namespaces and reviewers of your own',
      command: 'hyper init acme --namespaces org.acme,lib.acme --reviewer @acme/maintainers',
    },
    {
      description: 'A project that uses a registry',
      command: 'hyper init . --project --url https://acme.example',
    },
  ];
  static override flags = {
    project: Flags.boolean({ summary: 'Add hyper.yaml to a project in place of making a registry.' }),
    name: Flags.string({ summary: 'The name; made from the folder unless told.', helpValue: 'NAME' }),
    url: Flags.string({
      summary:
        'Where the site of the registry will be served; for a project, the registry it uses: an address or a folder.',
      helpValue: 'URL',
    }),
    namespaces: Flags.string({
      summary: 'The first namespaces, with commas; for a project, where bare names are looked up.',
      helpValue: 'PATHS',
      multiple: true,
      multipleNonGreedy: true,
      delimiter: ',',
    }),
    owner: Flags.string({
      summary: 'Who owns the namespaces; made from the name unless told.',
      helpValue: 'NAME',
    }),
    reviewer: Flags.string({
      summary: 'A user, team or mail address for CODEOWNERS; may stand several times.',
      helpValue: 'WHO',
      multiple: true,
      multipleNonGreedy: true,
    }),
    commit: Flags.boolean({ summary: 'Make the first commit.', exclusive: ['dry-run'] }),
    ...dryRunFlag,
  };
  static override args = {
    dir: Args.string({ description: 'The folder; the current one unless told.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Init);
    assertSaidOnce(flags);
    const { build, context } = this.session;
    const initContext = await createInitContext(context, toProcessFacts(this.session), build.version);
    const input = {
      folder: args.dir ?? '.',
      kind: flags.project ? ('project' as const) : ('registry' as const),
      name: flags.name,
      url: flags.url ?? flags.registry,
      namespaces: flags.namespaces ?? (flags.namespace === undefined ? [] : [flags.namespace]),
      owner: flags.owner,
      reviewers: flags.reviewer ?? [],
      commit: flags.commit,
      isDryRun: flags['dry-run'],
    };
    await this.conclude(init, input, flags, initContext);
  }
}

interface SaidTwice {
  readonly project: boolean;
  readonly url?: string | undefined;
  readonly registry?: string | undefined;
  readonly namespaces?: readonly string[] | undefined;
  readonly namespace?: string | undefined;
}

/** The flags of every command say here what others say too. */
function assertSaidOnce({ project, url, registry, namespaces, namespace }: SaidTwice): void {
  if (registry !== undefined && !project)
    throw conflict(
      'a new registry is in no other one',
      'leave --registry out, or start a project: --project',
    );
  if (registry !== undefined && url !== undefined)
    throw conflict('--url and --registry both say which registry the project uses', 'leave one of them out');
  if (namespace !== undefined && namespaces !== undefined)
    throw conflict('--namespace and --namespaces both say which namespaces', 'leave one of them out');
}

function conflict(message: string, hint: string): HyperError {
  return new HyperError('HYPER_USAGE_FLAG_CONFLICT', message, { hint });
}
