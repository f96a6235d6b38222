import * as Flags from '@oclif/core/flags';
import { SearchCommand, searchArgs, searchFlags } from '../search-command.ts';

/** `hyper query QUERY` */
export class Query extends SearchCommand {
  static override summary = 'List the artifacts that meet conditions, by name.';
  static override description =
    'The language of hyper search (docs/query.md), in an order that does not depend on words.';
  static override examples = [
    {
      description: 'Conditions',
      command: "hyper query '((type=plugin OR type=library) AND published=true)'",
    },
    { description: 'How many of each type', command: 'hyper query published=true --facets type' },
    { description: 'What is new', command: "hyper query 'created>=2026-01-01' --sort created:desc" },
  ];
  static override flags = {
    ...searchFlags,
    sort: Flags.string({
      summary: 'The order: "rating:desc,created:desc,relevance".',
      helpValue: 'KEYS',
      default: 'name',
    }),
  };
  static override args = searchArgs;
  static override strict = false;

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(Query);
    await this.find(argv, flags);
  }
}
