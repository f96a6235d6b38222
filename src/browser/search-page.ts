import { openSearch } from '../search/browser.ts';
import type { BrowserAnswer, BrowserSearch } from '../search/browser.ts';
import type { SearchPage } from '../search/engine/find-page.ts';
import { anyWord } from '../search/query/any-word.ts';
import { byId, counted, element } from './elements.ts';
import { toggleCondition } from './facet-condition.ts';
import { FACETS, facetGroups, resultItem } from './search-results.ts';

/** Keys that follow one another faster, as where one is held down, are answered when they end. */
const BURST_MS = 40;
/** Without a key: one pauses. */
const PAUSE_MS = 300;

const UNREACHED = 'The index could not be fetched. Try again.';

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
  #pause = 0;
  /** Whether the results are those of a key: more of them are of the same question. */
  #isTyping = false;
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
        this.#go(true);
      };
      if (isBurst) this.#timer = window.setTimeout(go, BURST_MS);
      else go();
    });
    // Who leaves the field comes back to what was typed.
    this.#input.addEventListener('change', () => {
      this.#tellAddress('replaceState');
    });
    this.#order.addEventListener('change', () => {
      this.#go();
    });
    byId('search').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#go();
    });
    this.#more.addEventListener('click', () => void this.#showMore());
    addEventListener('popstate', () => {
      this.#readAddress();
      void this.#show(false);
    });
    this.#input.focus({ preventScroll: true });
    this.#readAddress();
    void this.#show(false);
  }

  #readAddress(): void {
    const parameters = new URLSearchParams(location.search);
    const query = parameters.get('q') ?? '';
    this.#input.value = query;
    // Whoever types on goes on at the end.
    this.#input.setSelectionRange(query.length, query.length);
    this.#order.value = parameters.get('sort') ?? '';
    if (this.#order.selectedIndex < 0) this.#order.value = '';
    this.#tellTitle();
  }

  /** Answers what is asked, and puts it into the address bar: while one types, when one pauses, for browsers work long on that. */
  #go(isTyping = false): void {
    void this.#show(isTyping);
    clearTimeout(this.#pause);
    if (isTyping)
      this.#pause = window.setTimeout(() => {
        this.#tellAddress('replaceState');
      }, PAUSE_MS);
    else this.#tellAddress('pushState');
  }

  #tellAddress(how: 'pushState' | 'replaceState'): void {
    const [query, sort] = [this.#input.value, this.#order.value];
    const parameters = new URLSearchParams();
    if (query !== '') parameters.set('q', query);
    if (sort !== '') parameters.set('sort', sort);
    const { pathname, search } = location;
    const address = `${pathname}?${parameters.toString()}`.replace(/\?$/u, '');
    if (address !== pathname + search) history[how](null, '', address);
    this.#tellTitle();
  }

  #tellTitle(): void {
    const query = this.#input.value;
    document.title = query === '' ? this.#title : `${query} · ${this.#title}`;
  }

  async #show(isTyping: boolean): Promise<void> {
    this.#isTyping = isTyping;
    const page = await this.#answer();
    if (page === undefined) return;
    this.#results.replaceChildren(...page.results.map(resultItem));
    this.#tellTotal(page);
    this.#showFacets(page);
  }

  async #showMore(): Promise<void> {
    const page = await this.#answer(this.#cursor);
    if (page === undefined) return;
    const items = page.results.map(resultItem);
    this.#results.append(...items);
    items[0]?.querySelector('a')?.focus();
    this.#offerMore(page.cursor);
  }

  /** The page that is asked for; undefined where there is none, of which it tells, or where something else was asked since. */
  async #answer(cursor?: string): Promise<SearchPage | undefined> {
    const turn = ++this.#turn;
    clearTimeout(this.#timer);
    const query = this.#input.value;
    const wish = { sort: this.#order.value, facets: FACETS, isTyping: this.#isTyping, cursor };
    try {
      const answer = await this.#search.search(query, wish);
      if (turn !== this.#turn) return undefined;
      if (answer.ok) return answer.page;
      this.#tellFault(query, answer.fault);
    } catch {
      if (turn === this.#turn) this.#status.replaceChildren(UNREACHED);
    }
    return undefined;
  }

  #tellTotal({ total, isTotalExact, results, cursor }: SearchPage): void {
    this.#status.replaceChildren(isTotalExact ? '' : 'At least ', counted(total, 'artifact'));
    byId('none').hidden = results.length > 0;
    const any = anyWord(this.#input.value) ?? '';
    const link = byId('any') as HTMLAnchorElement;
    link.hidden = any === '';
    link.search = `q=${encodeURIComponent(any)}`;
    this.#offerMore(cursor);
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
  #showFacets({ facets, areFacetsOfPage }: SearchPage): void {
    const held = (document.activeElement as HTMLElement | null)?.dataset['condition'];
    const groups = facetGroups(facets, this.#input.value, areFacetsOfPage !== true, (condition) => {
      this.#toggle(condition);
    });
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
    this.#go();
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
