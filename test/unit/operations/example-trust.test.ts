import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/core/index.ts';
import { folderState } from '../../build/folder-state.ts';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { verifyFolder } from '../../build/verify-context.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const EXAMPLE = join(PROJECT, 'registry-example');
const clock = (): Date => new Date('2026-11-22T00:00:00Z');

function copy(): string {
  const folder = temporaryFolder();
  cpSync(EXAMPLE, folder, { recursive: true });
  return folder;
}

describe('the example registry', () => {
  it('is signed from both of its roots to every file', async () => {
    const folder = copy();
    for (const path of ['trust/root.1.yaml', 'trust/root.yaml']) {
      const root = digestOf(readFileSync(join(folder, path)));
      const { verdict, data } = await verifyFolder(folder, { root }, { clock });
      expect({ verdict, refused: data.refused }).toEqual({ verdict: 'pass', refused: [] });
      expect(data.signed).toBeGreaterThan(300);
    }
  });

  it('gets the same signatures when it is signed anew', () => {
    const folder = copy();
    const script = join(PROJECT, 'scripts/sign-example.ts');
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, folder], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    expect(folderState(folder)).toEqual(folderState(EXAMPLE));
  });
});
