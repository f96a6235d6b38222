import type { JsonValue } from '../core/index.ts';
import { segmentsOf } from '../names/namespace-tree.ts';
import { parseReference } from '../names/parse-reference.ts';
import { notableChanges, shownValue } from '../registry/notable-changes.ts';
import type { NotableChange } from '../registry/notable-changes.ts';
import { byId, counted, element } from './elements.ts';

const SHOWN_UNITS = 2000;

interface Listed {
  readonly versions: readonly { readonly version: string }[];
}

/** Compares two releases of the artifact that the address names; the choice stands in the address bar. */
class Comparison {
  readonly #reference: string;
  readonly #folder: string;
  readonly #from = byId('a') as HTMLSelectElement;
  readonly #to = byId('b') as HTMLSelectElement;
  readonly #status = byId('status');
  readonly #documents = new Map<string, Promise<JsonValue>>();
  #turn = 0;

  constructor(reference: string, folder: string) {
    this.#reference = reference;
    this.#folder = folder;
  }

  async start(): Promise<void> {
    const listed = (await fetchJson(`${this.#folder}/index.json`)) as Listed | undefined;
    if (listed === undefined) {
      leadToSearch(this.#status, `There is no artifact ${this.#reference} here.`, this.#reference);
      return;
    }
    const { versions } = listed;
    for (const select of [this.#from, this.#to]) {
      select.append(...versions.map(({ version }) => element('option', {}, version)));
      select.addEventListener('change', () => {
        const { value: a } = this.#from;
        const { value: b } = this.#to;
        history.pushState(null, '', `?${new URLSearchParams({ of: this.#reference, a, b }).toString()}`);
        void this.#show();
      });
    }
    const title = byId('title');
    title.replaceChildren(this.#reference);
    title.parentElement?.classList.add('artifact');
    byId('choice').hidden = false;
    window.addEventListener('popstate', () => {
      this.#readAddress();
      void this.#show();
    });
    this.#readAddress();
    await this.#show();
  }

  #readAddress(): void {
    const asked = new URLSearchParams(location.search);
    const known = [...this.#to.options].map(({ value }) => value);
    const choose = (name: string, fallback: string | undefined): string => {
      const value = asked.get(name) ?? '';
      return known.includes(value) ? value : (fallback ?? '');
    };
    this.#to.value = choose('b', known[0]);
    this.#from.value = choose('a', known[1] ?? known[0]);
  }

  async #show(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const [before, after] = await Promise.all([this.#read(this.#from.value), this.#read(this.#to.value)]);
      if (turn !== this.#turn) return;
      const changes = notableChanges(before, after);
      this.#status.replaceChildren(
        changes.length === 0
          ? 'Nothing but their names and contents differs.'
          : counted(changes.length, 'field'),
      );
      byId('difference').replaceChildren(...(changes.length === 0 ? [] : [tableOf(changes)]));
    } catch {
      if (turn === this.#turn) this.#status.replaceChildren('The releases could not be fetched. Try again.');
    }
  }

  #read(version: string): Promise<JsonValue> {
    const known = this.#documents.get(version);
    if (known !== undefined) return known;
    const reading = fetchJson(`${this.#folder}/${encodeURIComponent(version)}.json`).then(
      (release) => (release as { manifest: JsonValue }).manifest,
    );
    this.#documents.set(version, reading);
    return reading;
  }
}

function tableOf(changes: readonly NotableChange[]): HTMLElement {
  const heads = ['Field', 'Before and after'].map((title) =>
    element('th', { scope: 'col', role: 'columnheader' }, title),
  );
  const rows = changes.map(({ field, gone, come }) =>
    element(
      'tr',
      { role: 'row' },
      element('td', { class: 'mono', role: 'cell' }, field),
      element(
        'td',
        { role: 'cell' },
        ...gone.map((item) => element('del', {}, shownValue(item, SHOWN_UNITS))),
        ...come.map((item) => element('ins', {}, shownValue(item, SHOWN_UNITS))),
      ),
    ),
  );
  return element(
    'table',
    { class: 'stack diff', role: 'table', 'aria-label': 'What differs' },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
    element('tbody', { role: 'rowgroup' }, ...rows),
  );
}

/** What the site has at the path; undefined where it has nothing there. */
async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(new URL(path, location.href), {
    credentials: 'same-origin',
    redirect: 'error',
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new TypeError(`${path} answered ${String(response.status)}`);
  return response.json();
}

/** The folder of the artifact's JSON; undefined where the address names no artifact. */
function folderOf(text: string): string | undefined {
  const parsed = parseReference(text);
  if (!parsed.ok || parsed.value.kind !== 'name' || parsed.value.namespace === undefined) return undefined;
  const { namespace, name } = parsed.value;
  return `../api/v1/artifacts/${[...segmentsOf(namespace), name].map(encodeURIComponent).join('/')}`;
}

async function run(): Promise<void> {
  const reference = new URLSearchParams(location.search).get('of') ?? '';
  const folder = folderOf(reference);
  const status = byId('status');
  if (folder === undefined) {
    const how = 'Choose a release on the page of its artifact, and there “Compare any two releases”.';
    leadToSearch(status, reference === '' ? how : `“${reference}” names no artifact. ${how}`, reference);
    return;
  }
  try {
    await new Comparison(reference, folder).start();
  } catch {
    status.replaceChildren('The artifact could not be fetched. Try again.');
  }
}

/** Says why there is nothing to compare, and where artifacts are found. */
function leadToSearch(status: HTMLElement, why: string, text: string): void {
  const href = `../search/index.html?${new URLSearchParams({ q: text }).toString()}`;
  status.replaceChildren(`${why} `, element('a', { href }, 'Search the registry.'));
}

void run();
