import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arborist } from '@npmcli/arborist';
import type { Requirement, Universe } from '../../src/resolve/index.ts';

const nameOf = (artifact: string): string => artifact.replace(/^.*\//u, '');

/** A registry for npm on the loopback interface, with the artifacts of the universe last given. */
class Registry {
  readonly #server: Server;
  #universe: Universe = new Map();

  constructor() {
    this.#server = createServer((request, response) => {
      const text = this.#packument((request.url ?? '/').slice(1));
      response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(text ?? '{}');
    });
    this.#server.keepAliveTimeout = 0;
    this.#server.unref();
  }

  async open(universe: Universe): Promise<string> {
    this.#universe = universe;
    if (!this.#server.listening) {
      await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    }
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  }

  #packument(name: string): string | undefined {
    const found = this.#universe.get(`lib.bench/${name}`) ?? this.#universe.get(`lib.trap/${name}`);
    if (found === undefined) return undefined;
    const versions = Object.fromEntries(
      found.releases.map(({ version, dependencies }) => {
        const needs = Object.fromEntries(
          dependencies.map(({ artifact, range }) => [nameOf(artifact), range]),
        );
        const dist = { tarball: `http://127.0.0.1/${name}-${version}.tgz`, integrity: 'sha512-AAAA' };
        return [version, { name, version, dependencies: needs, dist }];
      }),
    );
    return JSON.stringify({ name, 'dist-tags': { latest: found.releases.at(-1)?.version }, versions });
  }
}

const REGISTRY = new Registry();

/** Builds the tree that npm would install; it keeps several versions of a package, so it always finds one. */
export function prepareArborist(universe: Universe, root: readonly Requirement[]): () => Promise<boolean> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hyper-arborist-'));
    try {
      const registry = await REGISTRY.open(universe);
      const add = root.map(({ artifact, range }) => `${nameOf(artifact)}@${range}`);
      const arborist = new Arborist({ path: folder, cache: join(folder, 'cache'), registry, audit: false });
      await arborist.buildIdealTree({ add });
      return true;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}
