import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Discovery } from '../../src/discovery/index.ts';
import type { SearchDocument } from '../../src/search/index.ts';
import { textHash } from '../../src/search/text/text-hash.ts';

/** One of so many packages is taken: lunr would need minutes for all of them. */
const SHARE = 8;

/** Packages of the Debian release that this machine runs, as `apt-cache` tells of them; none where there is no `apt-cache`. */
export async function debianDocuments(): Promise<SearchDocument[]> {
  const documents = new Map<string, { document: SearchDocument; needs: readonly string[] }>();
  for await (const fields of stanzas()) {
    const name = fields.get('Package') ?? '';
    if (textHash(name) % SHARE !== 0) continue;
    const namespace = `debian.${(fields.get('Section') ?? 'misc').replace('/', '.')}`;
    const author = /<([\w-]+)[^>]*>/u.exec(fields.get('Maintainer') ?? '')?.[1];
    documents.set(name, { document: toDocument(namespace, name, author, fields), needs: needsOf(fields) });
  }
  const references = new Map([...documents].map(([name, { document }]) => [name, document.reference]));
  const discovery = new Discovery(
    [...documents.values()].map(({ document, needs }) => ({
      ...document,
      capabilities: [],
      needs: needs.flatMap((need) => references.get(need) ?? []),
    })),
  );
  return [...documents.values()].map(({ document }) => ({
    ...document,
    rank: discovery.centrality(document.reference),
  }));
}

function toDocument(
  namespace: string,
  name: string,
  author: string | undefined,
  fields: ReadonlyMap<string, string>,
): SearchDocument {
  const tags = (fields.get('Tag') ?? '').split(/,\s*/u).flatMap((tag) => tag.split('::')[1] ?? []);
  return {
    reference: `${namespace}/${name}`,
    namespace,
    name,
    type: 'library',
    version: fields.get('Version') ?? '',
    state: 'published',
    description: fields.get('Description') ?? '',
    tags,
    keywords: [],
    created: '2023-06-10T00:00:00Z',
    ...(author === undefined ? {} : { author }),
  };
}

function needsOf(fields: ReadonlyMap<string, string>): string[] {
  const texts = [fields.get('Depends') ?? '', fields.get('Pre-Depends') ?? ''];
  return texts.flatMap((text) =>
    text.split(/[,|]/u).flatMap((one) => /[a-z0-9][\w.+-]*/u.exec(one)?.[0] ?? []),
  );
}

async function* stanzas(): AsyncGenerator<ReadonlyMap<string, string>> {
  const child = spawn('apt-cache', ['dumpavail'], { stdio: ['ignore', 'pipe', 'ignore'] });
  // Where there is no such program there is nothing to read.
  child.on('error', () => undefined);
  let fields = new Map<string, string>();
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    const [, key, value = ''] = /^([\w-]+): ?(.*)$/u.exec(line) ?? [];
    if (key !== undefined) fields.set((last = key), value);
    else if (line.startsWith(' ')) fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`);
    else if (fields.size > 0) {
      yield fields;
      fields = new Map();
    }
  }
  if (fields.size > 0) yield fields;
}
