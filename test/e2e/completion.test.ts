import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { beforeAll, describe, test } from 'vitest';
import { createTestRepository } from '../build/git-repository.ts';
import { TestTerminal, hasTmux } from '../terminal/tmux.ts';
import { EXAMPLE } from './run-hyper.ts';

/** The shells, how each is started without anybody's settings, and how it takes the script. */
const SHELLS = [
  { name: 'bash', start: 'exec bash --norc', take: 'eval "$(hyper completion bash)"' },
  { name: 'zsh', start: 'exec zsh -f', take: 'eval "$(hyper completion zsh)"' },
  { name: 'fish', start: 'exec fish --no-config', take: 'hyper completion fish | source' },
].map((shell) => {
  const isThere = hasTmux && spawnSync(shell.name, ['--version']).status === 0;
  return { ...shell, isThere, note: isThere ? '' : ' (skipped: it, or tmux, is not installed)' };
});

const repository = createTestRepository();
beforeAll(() => {
  cpSync(EXAMPLE, repository.folder, { recursive: true });
});

describe.each(SHELLS)('$name$note', ({ isThere, start, take }) => {
  test.runIf(isThere)('completes commands, flags, values, references and versions', async () => {
    const terminal = new TestTerminal({ cwd: repository.folder, width: 100, height: 24 });
    try {
      terminal.line(start);
      terminal.line(take);
      terminal.line('echo rea""dy');
      await terminal.seen(/^ready$/mu);
      for (const [typed, seen] of [
        ['hyper registry unde', 'hyper registry undeprecate'],
        [' org.acme.platform/gatew', 'org.acme.platform/gateway'],
      ] as const) {
        terminal.type(typed);
        terminal.keys('Tab');
        await terminal.seen(seen);
      }
      terminal.keys('C-u');
      for (const [typed, seen] of [
        ['hyper registry get org.acme.platform/gateway@2.2', 'gateway@2.2.0'],
        ['hyper namespace get org.acme.payments.l', 'org.acme.payments.ledger'],
        ['hyper registry list --sel', '--selector'],
        ['hyper registry list --output ya', '--output yaml'],
        ['hyper explain HYPER_TERMINAL_MIS', 'HYPER_TERMINAL_MISSING'],
        ['hyper validate names', 'hyper validate namespaces/'],
      ] as const) {
        terminal.type(typed);
        terminal.keys('Tab');
        await terminal.seen(seen);
        terminal.keys('C-u');
      }
    } finally {
      terminal.close();
    }
  });
});
