import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createImportContext } from '../../composition.ts';
import { createImportArchiveContext } from '../../composition-write.ts';
import { HyperError } from '../../core/index.ts';
import { importArchive, importRegistry } from '../../operations/index.ts';
import { BaseCommand } from '../base-command.ts';
import { toProcessFacts } from '../process-facts.ts';
import type { CommonFlags } from '../report-options.ts';

interface ArchiveFlags extends CommonFlags {
  readonly into: string;
  readonly bare: boolean;
  readonly 'dry-run': boolean;
  readonly name?: string | undefined;
  readonly 'source-url'?: string | undefined;
}

/** `hyper import FILE|KIND:FILE --into DIR` */
export class Import extends BaseCommand {
  static override summary =
    "Make a registry of an archive of hyper export, or of another registry's releases.";
  static override description =
    'It never writes into a registry that is there: bring a namespace into one with hyper sync, from what was imported. A file without a kind is an archive that hyper export wrote: its digests are checked, and that its history leads to its files; hyper verify says who signed them. With a kind, reads what another registry says of its releases, gzipped or not, and makes a git repository with one commit for each day of publication. What cannot be carried is told with its line or entry and a reason, and counted. The kinds are purescript and bcr (JSON lines), helm (index.yaml), npm (a packument or a search result), mcp (the servers of an MCP registry) and backstage (catalog-info.yaml).';
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
      description: 'The archive of a namespace',
      command: 'hyper import acme.tar --into acme',
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
    'dry-run': Flags.boolean({ summary: 'Say what would be made and what not, and write nothing.' }),
  };
  static override args = {
    source: Args.string({
      description: 'The archive, or the kind and the file.',
      required: true,
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Import);
    if (!/^[a-z][a-z0-9-]+:/u.test(args.source)) {
      await this.importFile(args.source, flags);
      return;
    }
    const context = await createImportContext(this.session.context, toProcessFacts(this.session));
    const input = {
      source: args.source,
      into: flags.into,
      name: flags.name,
      isBare: flags.bare,
      isDryRun: flags['dry-run'],
      sourceUrl: flags['source-url'],
    };
    await this.conclude(importRegistry, input, flags, context);
  }

  private async importFile(file: string, flags: ArchiveFlags): Promise<void> {
    if (flags.name !== undefined || flags['source-url'] !== undefined)
      throw new HyperError(
        'HYPER_USAGE_FLAG_CONFLICT',
        'an archive says its name and where it comes from itself',
        {
          hint: 'leave --name and --source-url out',
        },
      );
    const context = await createImportArchiveContext(this.session.context, toProcessFacts(this.session));
    const input = { file, into: flags.into, isBare: flags.bare, isDryRun: flags['dry-run'] };
    await this.conclude(importArchive, input, flags, context);
  }
}
