import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { HyperError } from '../../core/index.ts';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.jsonl', 'application/jsonl'],
  ['.svg', 'image/svg+xml'],
  ['.xml', 'application/xml'],
  ['.yaml', 'application/yaml'],
]);

export interface PreviewOptions {
  /** The built site. */
  readonly folder: string;
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Runs before a page is read: whoever serves may build it anew. */
  readonly beforePage: () => Promise<void>;
}

export interface PreviewServer {
  /** `http://127.0.0.1:8080/` */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves a folder to the browsers of this machine, and nothing outside it: links are not followed out of it, and nothing is
 * kept by browsers. Errors: `HYPER_SERVE_ADDRESS` where the address is taken or not of this machine.
 */
export async function startPreviewServer(options: PreviewOptions): Promise<PreviewServer> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => {
      response.writeHead(500, HEADERS).end('The page could not be read.\n');
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

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { folder, beforePage }: PreviewOptions,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...HEADERS, allow: 'GET, HEAD' }).end();
    return;
  }
  const path = pathOf(request.url ?? '/');
  if (path !== undefined && /(?:\/|\.html)$/u.test(path)) await beforePage();
  const found = path === undefined ? undefined : await readInside(folder, path);
  const bytes = found?.bytes ?? (await readInside(folder, '/404.html'))?.bytes ?? Buffer.from('Not found.\n');
  const type = TYPES.get(found === undefined ? '.html' : extname(found.path)) ?? 'application/octet-stream';
  response.writeHead(found === undefined ? 404 : 200, { ...HEADERS, 'content-type': type });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** The decoded path of a request; undefined where it is none that a site has. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    return /[\0\\]/u.test(path) || path.split('/').some((segment) => segment.startsWith('.'))
      ? undefined
      : path;
  } catch {
    return undefined;
  }
}

async function readInside(
  folder: string,
  path: string,
): Promise<{ readonly path: string; readonly bytes: Buffer } | undefined> {
  const wanted = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  try {
    const real = await realpath(wanted);
    if (!real.startsWith((await realpath(folder)) + sep)) return undefined;
    return { path: real, bytes: await readFile(real) };
  } catch {
    return undefined;
  }
}
