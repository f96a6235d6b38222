import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createImportContext } from '../../composition.ts';
import { importRegistry } from '../../operations/index.ts';
import { BaseCommand } from '../base-command.ts';
import { toProcessFacts } from '../process-facts.ts';

/** `hyper import KIND:FILE --into DIR` */
export class Import extends BaseCommand {
  static override summary = "Turn another registry's releases into a registry here.";
  static override description =
    'Reads what another registry says of its releases, gzipped or not, and makes a git repository with one commit for each day of publication. What cannot be carried is told with its line or entry and a reason, and counted. The kinds are purescript and bcr (JSON lines), helm (index.yaml), npm (a packument or a search result), mcp (the servers of an MCP registry) and backstage (catalog-info.yaml).';
  static override examples = [
    {
      description: 'The PureScript registry',
      command: 'hyper import purescript:releases.jsonl.gz --into purescript',
    },
    {
      description: 'A Helm repository whose addresses are relative',
      command: 'hyper import helm:index.yaml --source-url https://charts.example.com/ --into charts',
    },
    {
      description: 'A bare repository, for a server',
      command: 'hyper import bcr:modules.jsonl --into bcr.git --bare',
    },
  ];
  static override flags = {
    into: Flags.string({
      summary: 'The folder to make; it must be absent or empty.',
      helpValue: 'DIR',
      required: true,
    }),
    name: Flags.string({ summary: 'The name of the new registry; the kind unless told.', helpValue: 'NAME' }),
    'source-url': Flags.string({
      summary: 'Where the file came from: relative addresses in it begin there.',
      helpValue: 'URL',
    }),
    bare: Flags.boolean({ summary: 'Make a bare repository, without a working tree.' }),
  };
  static override args = {
    source: Args.string({ description: 'The kind and the file.', required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Import);
    const context = await createImportContext(this.session.context, toProcessFacts(this.session));
    const input = {
      source: args.source,
      into: flags.into,
      name: flags.name,
      isBare: flags.bare,
      sourceUrl: flags['source-url'],
    };
    await this.conclude(importRegistry, input, flags, context);
  }
}
