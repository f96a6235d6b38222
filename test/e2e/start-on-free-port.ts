import type { ChildProcess } from 'node:child_process';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const MAX_STARTS = 20;

/**
 * Starts a program that must be told its port, and waits until it listens there, however long that takes. One that ends
 * before, since somebody else was given the port meanwhile, is started again with another one.
 */
export async function startOnFreePort(
  start: (port: number) => ChildProcess,
): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  for (let attempt = 0; attempt < MAX_STARTS; attempt += 1) {
    const port = await freePort();
    const child = start(port);
    const isOver = (): boolean =>
      child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    for (;;) {
      // Whoever has the port, it is only ours while our program runs on.
      const isUp = await isListening(port);
      await delay(20);
      if (isOver()) break;
      if (isUp) return { child, port };
    }
  }
  throw new Error(`the program ended at once ${String(MAX_STARTS)} times`);
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (isUp: boolean): void => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once('connect', () => {
      end(true);
    });
    socket.once('error', () => {
      end(false);
    });
  });
}
