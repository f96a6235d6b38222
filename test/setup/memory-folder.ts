import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const MIN_FREE_BYTES = 4 * 1024 ** 3;

/**
 * Where tests make their folders: in memory where there is room and programs may run, else where the system has temporary
 * files. Tests write thousands of small files, each synced to the disk before it is renamed; what a killed process leaves
 * is the same in both, since the system outlives it.
 */
export function folderForTests(): string {
  let probe: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < MIN_FREE_BYTES) return tmpdir();
    probe = mkdtempSync(join(MEMORY, 'hyper-probe-'));
    const script = join(probe, 'run');
    writeFileSync(script, '#!/bin/sh\n', { mode: 0o700 });
    execFileSync(script);
    return MEMORY;
  } catch {
    return tmpdir();
  } finally {
    if (probe !== undefined) rmSync(probe, { recursive: true });
  }
}
