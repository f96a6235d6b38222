import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { HyperError, toOneLine } from '../core/index.ts';
import { search } from '../operations/index.ts';
import type { SearchContext } from '../operations/index.ts';
import { readFlags } from './flags.ts';
import { RegistryCommand } from './registry-command.ts';
import type { PlaceFlags } from './registry-place.ts';
import type { CommonFlags } from './report-options.ts';

/** What both commands that search take. */
export const searchFlags = {
  ...readFlags,
  site: Flags.string({
    summary: 'Search this built site in place of the registry: a folder or an address.',
    helpValue: 'DIR|URL',
  }),
  facets: Flags.string({
    summary: 'Count the values of these fields over all results: "type,tags,license".',
    helpValue: 'FIELDS',
    default: '',
  }),
  limit: Flags.integer({ summary: 'Results of a page.', helpValue: 'N', default: 20, min: 1, max: 1000 }),
  cursor: Flags.string({ summary: 'Go on where the page with this cursor ended.', helpValue: 'CURSOR' }),
  explain: Flags.boolean({ summary: 'Show what each score is made of.' }),
} as const;

/** The words of the query; several make one. */
export const searchArgs = {
  query: Args.string({ description: 'Words and conditions.', required: true, ignoreStdin: true }),
} as const;

interface SearchFlags extends PlaceFlags, CommonFlags {
  readonly at?: string | undefined;
  readonly site?: string | undefined;
  readonly sort: string;
  readonly facets: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly explain: boolean;
}

/** The frame of `hyper search` and `hyper query`: they differ in the order of what they find. */
export abstract class SearchCommand extends RegistryCommand {
  protected async find(words: readonly unknown[], flags: SearchFlags): Promise<void> {
    if (flags.namespace !== undefined) {
      throw new HyperError(
        'HYPER_USAGE_FLAG_CONFLICT',
        '--namespace is where bare names are looked up, and a search has none',
        {
          hint: `say it in the query: namespace:${toOneLine(flags.namespace)}*`,
        },
      );
    }
    if (flags.site !== undefined && flags.registry !== undefined) {
      throw new HyperError('HYPER_USAGE_FLAG_CONFLICT', '--site is searched in place of a registry', {
        hint: 'leave --site or --registry out',
      });
    }
    const { context, registry } = this.place(flags);
    const { openSite } = await import('../adapters/site/index.ts');
    const { signal } = this.session.context;
    const searching: SearchContext = {
      ...context,
      openSite: (place) => openSite(place, process.cwd(), signal),
    };
    const { at, site, sort, facets, limit, cursor, explain: isExplained } = flags;
    const query = words.map(String).join(' ');
    await this.conclude(
      search,
      { registry, at, query, site, sort, facets, limit, cursor, isExplained },
      flags,
      searching,
    );
  }
}
