import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import { MemoryStore } from '../../src/adapters/memory/index.ts';
import { openPackages } from '../../src/adapters/project/open-packages.ts';
import type { PackageWorld } from '../../src/adapters/project/open-packages.ts';
import { createBuildContext } from '../../src/composition.ts';
import { build } from '../../src/operations/index.ts';
import { StorePackages } from '../../src/registry/index.ts';
import type { PackageRegistry } from '../../src/registry/index.ts';
import { cloneBare, createTestRepository } from '../build/git-repository.ts';
import { testContext, testFacts } from '../build/registry-context.ts';
import { testSigning } from '../build/site-signing.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { writeFiles } from '../build/write-files.ts';
import type { Files } from '../build/write-files.ts';

const SCHEMAS = fileURLToPath(new URL('../../schemas', import.meta.url));

/** One state of a registry, in all the forms in which a consumer may find it. */
export interface Forms {
  readonly files: Files;
  /** Of a repository that holds it, bare. */
  readonly bare: string;
  /** Of what was built from it. */
  readonly site: string;
}

/** One implementation of the port. */
export interface PackageKind {
  readonly name: string;
  /** Whether it was built, so that it has no signatures of releases. */
  readonly isSite: boolean;
  readonly open: (forms: Forms) => Promise<PackageRegistry>;
}

/** Commits the files and builds them. */
export async function createForms(files: Files): Promise<Forms> {
  const repository = createTestRepository(files);
  const site = join(temporaryFolder(), 'site');
  const context = await createBuildContext({}, testFacts(repository.folder), SCHEMAS, testSigning());
  const flags = { registry: undefined, at: undefined, visibility: 'public', isTolerant: false } as const;
  const { verdict, diagnostics } = await build.run(context, { ...flags, isClean: false, out: site });
  if (verdict !== 'pass') throw new Error(JSON.stringify(diagnostics));
  return { files, bare: cloneBare(repository), site };
}

const OPTIONS = { at: undefined, folder: undefined, countsDownloads: false };

/** The world of `openPackages`, with a cache of its own unless told. */
export function packageWorld(more: Partial<PackageWorld['site']> = {}): PackageWorld {
  const folder = temporaryFolder();
  return {
    folder,
    openRegistry: (place) => testContext(folder).openRegistry({ folder, ...place }),
    site: {
      files: createFilesContext(process),
      cacheFolder: join(folder, 'cache'),
      isOffline: false,
      signal: undefined,
      userId: process.getuid?.(),
      ...more,
    },
  };
}

const openAddress = (address: string): Promise<PackageRegistry> =>
  openPackages(address, OPTIONS, packageWorld());

/** Every implementation of `PackageRegistry`. */
export const PACKAGE_KINDS: readonly PackageKind[] = [
  { name: 'a git repository', isSite: false, open: ({ bare }) => openAddress(bare) },
  {
    name: 'a folder that no repository holds',
    isSite: false,
    open: ({ files }) => {
      const folder = temporaryFolder();
      writeFiles(folder, files);
      return openAddress(folder);
    },
  },
  {
    name: 'the memory twin',
    isSite: false,
    open: async ({ files }) => {
      const store = new MemoryStore();
      store.commit(new Map(Object.entries(files).map(([path, text]) => [path, String(text)])));
      return new StorePackages(store, await store.resolveRevision('HEAD'));
    },
  },
  {
    name: 'a built site over HTTP',
    isSite: true,
    open: async ({ site }) => openAddress((await serveSite(site)).address),
  },
  { name: 'a built site in a folder', isSite: true, open: ({ site }) => openAddress(site) },
];

/** A file server with entity tags. */
export interface ServedSite {
  readonly address: string;
  /** What was asked for, with the status of the answer. */
  readonly asked: string[];
}

const servers: Server[] = [];

/** Serves a folder until `closeServers`. */
export function serveSite(folder: string): Promise<ServedSite> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    const file = join(folder, path);
    const answer = (status: number, body: Buffer | string, headers = {}): void => {
      asked.push(`${String(status)} ${path}`);
      response.writeHead(status, headers).end(body);
    };
    if (!existsSync(file) || !statSync(file).isFile()) {
      answer(404, 'none');
      return;
    }
    const bytes = readFileSync(file);
    const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) answer(304, '');
    else answer(200, bytes, { etag });
  });
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ address: `http://127.0.0.1:${String(port)}/`, asked });
    });
  });
}

/** Ends what `serveSite` began. */
export function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}
