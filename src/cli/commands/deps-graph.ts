import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
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
    { description: 'For Graphviz', command: 'hyper deps graph --as dot' },
    {
      description: 'A release of a registry, for Mermaid',
      command: 'hyper deps graph lib.money/money --as mermaid',
    },
  ];
  static override flags = {
    ...projectFlags,
    as: Flags.option({
      options: FORMS,
      default: 'edges' as const,
      helpValue: FORMS.join('|'),
      summary: 'How to print it.',
    })(),
  };
  static override args = {
    reference: Args.string({ description: 'A release to show in place of the project.', ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(DepsGraph);
    const { context, input } = await this.depsPlace(flags);
    await this.conclude(depsGraph, { ...input, reference: args.reference, form: flags.as }, flags, context);
  }
}
