import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withLock } from '../../../../src/adapters/files/index.ts';
import { createProcessTable } from '../../../../src/adapters/system/index.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { contextOf, DEAD_CLAIM } from './folders.ts';

const AT_ONCE = { waitMs: 0 };

describe('withLock', () => {
  it('lets one writer in after the other, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const context = contextOf();
    let inside = 0;
    const order: number[] = [];
    const work = async (number: number): Promise<void> => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(number);
      inside -= 1;
    };
    await Promise.all(
      [1, 2, 3, 4].map((number) => withLock(context, folder, () => work(number), { waitMs: 20_000 })),
    );
    expect(order).toHaveLength(4);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets go when the work fails', async () => {
    const folder = temporaryFolder();
    await expect(withLock(contextOf(), folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(contextOf(), folder, () => Promise.resolve(1), AT_ONCE)).toBe(1);
  });

  it('names the process that holds the lock, and the file to remove', async () => {
    const folder = temporaryFolder();
    const inner = withLock(contextOf(), folder, () =>
      withLock(contextOf(), folder, () => Promise.resolve(1), AT_ONCE),
    );
    await expect(inner).rejects.toMatchObject({ code: 'HYPER_LOCKED', details: { pid: process.pid } });
  });

  it('takes over from a process that is gone, or whose pid is another process by now (K06)', async () => {
    const folder = temporaryFolder();
    const context = contextOf();
    const { pid, host } = context.processes.self;
    writeFileSync(join(folder, `.hyper-lock.${DEAD_CLAIM(host)}`), '');
    writeFileSync(join(folder, `.hyper-lock.${pid}-0123456789ab-${host}-000000000001`), '');
    expect(await withLock(context, folder, () => Promise.resolve('in'), AT_ONCE)).toBe('in');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never takes over from a process of another machine, nor minds files that are no claims (K06)', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.hyper-lock.notes'), '');
    expect(await withLock(contextOf(), folder, () => Promise.resolve('in'), AT_ONCE)).toBe('in');
    writeFileSync(join(folder, `.hyper-lock.${DEAD_CLAIM('00000000')}`), '');
    await expect(withLock(contextOf(), folder, () => Promise.resolve('in'), AT_ONCE)).rejects.toMatchObject({
      code: 'HYPER_LOCKED',
    });
  });

  it('says so where the folder cannot be written', async () => {
    await expect(
      withLock(contextOf(), '/proc/self', () => Promise.resolve(1), AT_ONCE),
    ).rejects.toMatchObject({
      code: 'HYPER_FILE_UNWRITABLE',
    });
  });
});

describe('createProcessTable', () => {
  it('knows itself, a running child, and that the child is gone after its end', async () => {
    const table = createProcessTable(process);
    expect(table.isRunning(table.self)).toBe(true);
    const child = spawn('sleep', ['60']);
    const pid = child.pid ?? 0;
    const seen = createProcessTable({ pid, kill: () => true }).self;
    expect(table.isRunning(seen)).toBe(true);
    expect(table.isRunning({ ...seen, started: '000000000000' })).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(table.isRunning(seen)).toBe(false);
  });

  it('counts a process of somebody else as running', () => {
    const denied = Object.assign(new Error('EPERM'), { code: 'EPERM' });
    const table = createProcessTable({
      pid: 1,
      kill: () => {
        throw denied;
      },
    });
    expect(table.isRunning(table.self)).toBe(true);
  });
});
