import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { HyperError } from '../../core/index.ts';
import { depsGraph } from '../../operations/index.ts';
import { DepsCommand, projectFlags } from '../deps-command.ts';

const FORMS = ['edges', 'dot', 'mermaid'] as const;

/** `hyper deps graph [REFERENCE]` */
export class DepsGraph extends DepsCommand {
  static override summary = 'Show what is locked as a graph.';
  static override description =
    'Prints who needs whom as a table, or as text for Graphviz or Mermaid. With a reference, resolves that release and shows it.';
  static override examples = [
    { description: 'As a table', command: 'hyper deps graph' },
    { description: 'For Graphviz', command: 'hyper deps graph --format dot' },
    {
      description: 'A release of a registry, for Mermaid',
      command: 'hyper deps graph lib.money/money --format mermaid',
    },
  ];
  static override flags = {
    ...projectFlags,
    format: Flags.option({
      options: FORMS,
      default: 'edges' as const,
      helpValue: FORMS.join('|'),
      summary: 'The form of the graph (edges): a table, or text for Graphviz or Mermaid.',
    })(),
  };
  static override args = {
    reference: Args.string({ description: 'A release to show in place of the project.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(DepsGraph);
    if (flags.format !== 'edges' && flags.output === 'csv') {
      throw new HyperError('HYPER_USAGE_FLAG_CONFLICT', `a graph as ${flags.format} has no rows to print`, {
        hint: 'leave --format or --output out',
      });
    }
    const { context, input } = await this.depsPlace(flags);
    await this.conclude(
      depsGraph,
      { ...input, reference: args.reference, form: flags.format },
      flags,
      context,
    );
  }
}
