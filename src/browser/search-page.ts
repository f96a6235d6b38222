import { openSearch } from '../search/browser.ts';
import type { BrowserAnswer, BrowserSearch } from '../search/browser.ts';
import { byId, counted, element } from './elements.ts';
import { toggleCondition } from './facet-condition.ts';
import { facetGroups, resultItem } from './search-results.ts';

const FACETS = ['type', 'namespace', 'tags', 'license', 'state'] as const;
/** Keys that follow one another faster, as where one is held down, are answered when they end. */
const BURST_MS = 40;

const UNREACHED = 'The search index could not be fetched. Try again, or look through the list of artifacts.';

/** What the address bar holds. */
interface Asked {
  readonly query: string;
  readonly sort: string;
}

/** The search page: what is typed is searched at once, and stands in the address bar. */
class SearchView {
  readonly #input = byId('query') as HTMLInputElement;
  readonly #order = byId('order') as HTMLSelectElement;
  readonly #status = byId('status');
  readonly #results = byId('results');
  readonly #facets = byId('facets');
  readonly #more = byId('more') as HTMLButtonElement;
  readonly #search: BrowserSearch;
  /** Rises with every question: an answer that comes late is not shown. */
  #turn = 0;
  #timer = 0;
  /** When the last key was pressed, as the browser tells it. */
  #typedAt = -Infinity;
  #cursor: string | undefined;
  readonly #title = document.title;

  constructor(search: BrowserSearch) {
    this.#search = search;
  }

  start(): void {
    this.#input.addEventListener('input', ({ timeStamp }) => {
      clearTimeout(this.#timer);
      const isBurst = timeStamp - this.#typedAt < BURST_MS;
      this.#typedAt = timeStamp;
      const go = (): void => {
        this.#go('replace', true);
      };
      if (isBurst) this.#timer = window.setTimeout(go, BURST_MS);
      else go();
    });
    this.#order.addEventListener('change', () => {
      this.#go('push');
    });
    byId('search').addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(this.#timer);
      this.#go('push');
    });
    this.#more.addEventListener('click', () => void this.#showMore());
    window.addEventListener('popstate', () => {
      this.#readAddress();
      void this.#show(false);
    });
    this.#input.focus({ preventScroll: true });
    this.#readAddress();
    void this.#show(false);
  }

  #asked(): Asked {
    return { query: this.#input.value, sort: this.#order.value };
  }

  #readAddress(): void {
    const parameters = new URLSearchParams(location.search);
    const query = parameters.get('q') ?? '';
    this.#input.value = query;
    // Whoever types on goes on at the end.
    this.#input.setSelectionRange(query.length, query.length);
    const sort = parameters.get('sort') ?? '';
    this.#order.value = [...this.#order.options].some(({ value }) => value === sort) ? sort : '';
  }

  /** Puts what is asked into the address bar, and answers it. While one types, the address is replaced. */
  #go(how: 'push' | 'replace', isTyping = false): void {
    const { query, sort } = this.#asked();
    const parameters = new URLSearchParams();
    if (query !== '') parameters.set('q', query);
    if (sort !== '') parameters.set('sort', sort);
    const text = parameters.toString();
    const address = text === '' ? location.pathname : `${location.pathname}?${text}`;
    if (address !== location.pathname + location.search)
      history[how === 'push' ? 'pushState' : 'replaceState'](null, '', address);
    void this.#show(isTyping);
  }

  async #show(isTyping: boolean): Promise<void> {
    const turn = ++this.#turn;
    const asked = this.#asked();
    document.title = asked.query === '' ? this.#title : `${asked.query} · ${this.#title}`;
    const answer = await this.#answer(asked, isTyping, undefined);
    if (turn !== this.#turn || answer === undefined) return;
    if (!answer.ok) {
      this.#tellFault(asked.query, answer.fault);
      return;
    }
    const { total, isTotalExact, results, facets, areFacetsOfPage, cursor } = answer.page;
    this.#status.replaceChildren(isTotalExact ? '' : 'At least ', counted(total, 'artifact'));
    byId('none').hidden = results.length > 0;
    this.#results.replaceChildren(...results.map(resultItem));
    this.#showFacets(
      facetGroups(facets, asked.query, areFacetsOfPage !== true, (condition) => {
        this.#toggle(condition);
      }),
    );
    this.#offerMore(cursor);
  }

  async #showMore(): Promise<void> {
    const turn = ++this.#turn;
    const answer = await this.#answer(this.#asked(), false, this.#cursor);
    if (turn !== this.#turn || answer?.ok !== true) return;
    const items = answer.page.results.map(resultItem);
    this.#results.append(...items);
    items[0]?.querySelector('a')?.focus();
    this.#offerMore(answer.page.cursor);
  }

  async #answer(
    { query, sort }: Asked,
    isTyping: boolean,
    cursor: string | undefined,
  ): Promise<BrowserAnswer | undefined> {
    try {
      return await this.#search.search(query, { sort, facets: FACETS, isTyping, cursor });
    } catch {
      this.#status.replaceChildren(UNREACHED);
      return undefined;
    }
  }

  /** The query with its fault marked; what was found before stays, since one is still typing. */
  #tellFault(
    query: string,
    { message, hint, start, end }: Extract<BrowserAnswer, { ok: false }>['fault'],
  ): void {
    const wrong = query.slice(start, Math.max(end, start + 1)) || ' ';
    const shown = element(
      'code',
      {},
      query.slice(0, start),
      element('mark', { class: 'bad' }, wrong),
      query.slice(start + wrong.length),
    );
    this.#status.replaceChildren(shown, ` ${message}`, hint === undefined ? '' : `: ${hint}`);
  }

  /** Keeps the focus on the button that was pressed, though it is another one now. */
  #showFacets(groups: readonly HTMLElement[]): void {
    const held = (document.activeElement as HTMLElement | null)?.dataset['condition'];
    this.#facets.replaceChildren(...groups);
    if (held === undefined) return;
    for (const button of this.#facets.querySelectorAll('button'))
      if (button.dataset['condition'] === held) button.focus();
  }

  #offerMore(cursor: string | null): void {
    this.#cursor = cursor ?? undefined;
    this.#more.hidden = cursor === null;
  }

  #toggle(condition: string): void {
    this.#input.value = toggleCondition(this.#input.value, condition);
    this.#go('push');
  }
}

/** Opens the index beside the page and starts. */
async function run(): Promise<void> {
  byId('finder').hidden = false;
  // Where there is one column, facets are folded and come before the results, for eyes and for keys.
  if (!matchMedia('(min-width: 60rem)').matches) {
    const aside = byId('aside');
    aside.parentElement?.prepend(aside);
    byId('narrow').removeAttribute('open');
  }
  try {
    new SearchView(await openSearch(new URL('.', location.href))).start();
  } catch {
    byId('status').replaceChildren(UNREACHED);
  }
}

void run();
