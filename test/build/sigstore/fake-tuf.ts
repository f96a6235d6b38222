import { tufHandlers } from '@tufjs/repo-mock/dist/handler.js';
import { initializeTUFRepo } from '@tufjs/repo-mock/dist/repo.js';
import { serveLoopback } from './loopback-server.ts';

/** A TUF repository of one target on a loopback port. */
export interface TufRepository {
  readonly url: string;
  /** The first `root.json`, which a client is given by other means. */
  readonly root: string;
  close(): Promise<void>;
}

/** Serves a trusted root as Sigstore does, through signed TUF metadata. */
export async function startTuf(trustedRoot: string): Promise<TufRepository> {
  const repository = initializeTUFRepo([{ name: 'trusted_root.json', content: trustedRoot }]);
  const routes = tufHandlers(repository, { metadataPathPrefix: '', targetPathPrefix: '/targets' });
  const server = await serveLoopback((request) => {
    // Targets are asked for with their digest before the name.
    const path = decodeURIComponent(request.url ?? '').replace(/\/[0-9a-f]{64}\./u, '/');
    const route = routes.find((one) => one.path === path);
    const found = route?.fn();
    return Promise.resolve(
      found === undefined ? undefined : { status: found.statusCode, body: found.response },
    );
  });
  return {
    url: server.url,
    root: JSON.stringify(repository.rootMeta.toJSON()),
    close: () => server.close(),
  };
}
