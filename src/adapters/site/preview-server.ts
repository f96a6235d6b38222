import { createServer } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { HyperError } from '../../core/index.ts';
import { findPreviewFile } from './preview-files.ts';
import { isOfThisMachine, toPreviewRequest } from './preview-request.ts';

export interface PreviewOptions {
  /** The built site. */
  readonly folder: string;
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Runs before a page is read: builds it anew. Tells whether the site is now what the files say; never rejects. */
  readonly beforePage: () => Promise<boolean>;
  /** Ends when nothing is being built. */
  readonly atRest: () => Promise<unknown>;
}

export interface PreviewServer {
  /** `http://127.0.0.1:8080/` */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves a folder to the browsers of this machine, and nothing outside it: links are not followed out of it, pages of other
 * names that lead here get nothing, and nothing is kept by browsers. Errors: `HYPER_SERVE_ADDRESS` where the address is taken
 * or not of this machine.
 */
export async function startPreviewServer(options: PreviewOptions): Promise<PreviewServer> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => {
      if (response.headersSent) response.destroy();
      else say(response, request, 500, 'The page could not be read.\n');
    });
  });
  const { host, port } = options;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new HyperError(
          'HYPER_SERVE_ADDRESS',
          `cannot listen on ${host}:${port} (${error.code ?? 'unknown'})`,
          {
            hint: 'choose another port: --port 0 takes any that is free',
            cause: error,
          },
        ),
      );
    });
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  const taken = typeof bound === 'object' && bound !== null ? bound.port : port;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-type': 'text/plain; charset=utf-8',
};

/** Stands on every page as long as the files have faults. */
const STALE =
  '<div class="notice bad" role="status"><p><strong>This is the last good build.</strong> The files have faults now; the terminal of <code>hyper site serve</code> tells them.</p></div>';
const MAIN = '<main id="content">\n';

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { folder, host, beforePage, atRest }: PreviewOptions,
): Promise<void> {
  if (!isOfThisMachine(request.headers.host, host)) {
    say(response, request, 421, 'This is a preview for its own machine: ask for http://localhost.\n');
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    say(response, request, 405, '', { allow: 'GET, HEAD' });
    return;
  }
  const asked = toPreviewRequest(request.url ?? '/');
  const isPage = asked !== undefined && /(?:\/|\.html)$/u.test(asked.path);
  const isCurrent = isPage ? await beforePage() : (await atRest(), true);
  let found = asked && (await findPreviewFile(folder, asked.path));
  // Another page may have been asked for, and the site be put in place of the former at this moment.
  if (asked !== undefined && found === undefined) {
    await atRest();
    found = await findPreviewFile(folder, asked.path);
  }
  if (asked !== undefined && found?.kind === 'folder') {
    say(response, request, 301, '', { location: asked.folder });
    return;
  }
  const shown = found ?? (await findPreviewFile(folder, '/404.html'));
  if (shown?.kind !== 'file') {
    say(response, request, 404, 'Not found.\n');
    return;
  }
  const isStale = !isCurrent && shown.type.startsWith('text/html');
  const bytes = isStale ? shown.bytes.toString().replace(MAIN, MAIN + STALE) : shown.bytes;
  say(response, request, found === undefined ? 404 : 200, bytes, { 'content-type': shown.type });
}

function say(
  response: ServerResponse,
  { method }: IncomingMessage,
  status: number,
  body: string | Buffer,
  headers: OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, { ...HEADERS, ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(method === 'HEAD' ? undefined : body);
}
