import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly type?: string;
}

export interface LoopbackServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves answers on 127.0.0.1; undefined is 404, and what is thrown is 400 with its message. */
export async function serveLoopback(
  answer: (request: IncomingMessage, body: string) => Promise<Answer | undefined>,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      answer(request, Buffer.concat(chunks).toString('utf8'))
        .catch((error: unknown) => ({ status: 400, body: String(error), type: 'text/plain' }))
        .then((found) => {
          const { status, body, type } = found ?? { status: 404, body: '', type: 'text/plain' };
          response.writeHead(status, { 'content-type': type ?? 'application/json', connection: 'close' });
          response.end(body);
        })
        .catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, close: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
