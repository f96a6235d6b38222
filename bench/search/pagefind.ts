import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { close, createIndex } from 'pagefind';
import type { SearchDocument } from '../../src/search/index.ts';
import type { Engine, Searcher } from './engines.ts';

/** The module that Pagefind writes beside its index. */
interface PagefindClient {
  options(options: { readonly basePath: string; readonly baseUrl: string }): Promise<void>;
  init(): Promise<void>;
  search(
    words: string,
    options: { readonly filters?: Readonly<Record<string, string>> },
  ): Promise<{ readonly results: readonly { data(): Promise<{ readonly url: string }> }[] }>;
}

const SHOWN = 10;

/** As its guide says: a page for each document, the name as its heading, weights as for the others, authors as a filter; its
 *  own module asks a server for what it needs. */
export const PAGEFIND: Engine = {
  name: 'Pagefind 1.6.0',
  async build(documents) {
    const folder = await mkdtemp(join(tmpdir(), 'hyper-pagefind-'));
    await writeIndex(documents, folder);
    const server = await serve(folder);
    const client = (await import(pathToFileURL(join(folder, 'pagefind.js')).href)) as PagefindClient;
    const { port } = server.address() as AddressInfo;
    await client.options({ basePath: `http://127.0.0.1:${String(port)}/`, baseUrl: '/' });
    await client.init();
    // Its `init` only begins to load: what is asked first waits until that is done.
    await client.search('words', {});
    return toSearcher(client, async () => {
      server.close();
      await rm(folder, { recursive: true });
    });
  },
};

async function writeIndex(documents: Iterable<SearchDocument>, outputPath: string): Promise<void> {
  const { index, errors } = await createIndex({ forceLanguage: 'en' });
  if (index === undefined) throw new Error(errors.join());
  for (const document of documents) {
    await index.addHTMLFile({ url: `/${document.reference}`, content: pageOf(document) });
  }
  await index.writeFiles({ outputPath });
  await close();
}

function pageOf({ name, namespace, description, tags, keywords, author }: SearchDocument): string {
  const filter = author === undefined ? '' : `<p data-pagefind-filter="author">${escaped(author)}</p>`;
  const weighed = (weight: number, text: string): string =>
    text === '' ? '' : `<p data-pagefind-weight="${String(weight)}">${escaped(text)}</p>`;
  return `<!doctype html><html lang="en"><body data-pagefind-body><h1 data-pagefind-weight="10">${escaped(name)}</h1>
${weighed(4, tags.join(' '))}${weighed(3, keywords.join(' '))}${weighed(2, namespace)}${weighed(1, description)}
<div data-pagefind-ignore>${filter}</div></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/gu, (sign) => `&#${String(sign.charCodeAt(0))};`);
}

function toSearcher(client: PagefindClient, end: () => Promise<void>): Searcher {
  return {
    async find({ words, author }) {
      const { results } = await client.search(words, author === undefined ? {} : { filters: { author } });
      const shown = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
      return shown.map(({ url }) => decodeURI(url).slice(1));
    },
    close: end,
  };
}

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    readFile(join(folder, pathname)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
