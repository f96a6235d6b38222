import * as Flags from '@oclif/core/flags';
import { SearchCommand, searchArgs, searchFlags } from '../search-command.ts';

/** `hyper search QUERY` */
export class Search extends SearchCommand {
  static override summary = 'Find artifacts by words, the best first.';
  static override description =
    'Words, prefixes, phrases, fields and conditions (docs/query.md), over the registry or a built site. One typing error is forgiven where nothing matches.';
  static override examples = [
    { description: 'Words', command: 'hyper search nexus auth' },
    { description: 'Plugins that begin so', command: "hyper search 'name:auth* type:plugin'" },
    { description: 'A built site, with counts', command: 'hyper search auth --site site --facets type,tags' },
  ];
  static override flags = {
    ...searchFlags,
    sort: Flags.string({
      summary: 'The order: "rating:desc,created:desc,relevance".',
      helpValue: 'KEYS',
      default: 'relevance',
    }),
  };
  static override args = searchArgs;
  static override strict = false;

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(Search);
    await this.find(argv, flags);
  }
}

/** `hyper registry search QUERY`: the same, where SPEC section 8 lists it, beside the other acts on a registry. */
export class RegistrySearch extends Search {
  static override summary = 'Find artifacts by words, the best first, as hyper search does.';
  static override examples = [
    { description: 'Words', command: 'hyper registry search nexus auth' },
    { description: 'Plugins that begin so', command: "hyper registry search 'name:auth* type:plugin'" },
    { description: 'Their names alone', command: 'hyper registry search auth --output name' },
  ];
}
