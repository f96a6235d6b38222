import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { definition, example, heading, paragraph } from '../../scripts/build/roff.ts';
import { sortedBy } from '../../src/core/index.ts';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { HYPER } from './run-hyper.ts';

const FOLDER = join(dirname(HYPER), 'man');
const NAMES = sortedBy(readdirSync(FOLDER), (name) => name);
const PATHS = NAMES.map((name) => join(FOLDER, name));

/** Undefined where the program is not installed: the tests that need it are then skipped. */
function version(program: string): string | undefined {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

function render(args: readonly string[], input?: string): { text: string; stderr: string } {
  const { stdout, stderr } = spawnSync('groff', ['-man', '-ww', '-Tutf8', '-P-c', ...args], {
    encoding: 'utf8',
    input: input ?? '',
    maxBuffer: 64 * 1024 * 1024,
  });
  // Bold is a letter struck twice, and what is underlined has a line struck first.
  return { text: stdout.replaceAll(/.\u0008/gu, ''), stderr };
}

describe('the manual', () => {
  it('is in the package, a page for each word that commands begin with', () => {
    const { man } = JSON.parse(readFileSync(join(FOLDER, '../../package.json'), 'utf8')) as { man: string[] };
    expect(man).toEqual(NAMES.map((name) => `dist/man/${name}`));
    const words = new Set([...COMMANDS.keys()].map((id) => id.split(' ')[0] ?? ''));
    expect(new Set(NAMES)).toEqual(new Set(['hyper.1', ...[...words].map((word) => `hyper-${word}.1`)]));
  });

  it('has every command with its examples, and no line that is a request by accident', async () => {
    const requests = new Set(['TH', 'SH', 'SS', 'PP', 'TP', 'EX', 'EE', 'in']);
    for (const path of PATHS) {
      const lines = readFileSync(path, 'latin1').split('\n');
      const wrong = lines.filter(
        (line) => /^[.']/u.test(line) && !requests.has(/^\.(\w+)/u.exec(line)?.[1] ?? ''),
      );
      expect(wrong, path).toEqual([]);
    }
    for (const [id, load] of COMMANDS) {
      const page = readFileSync(join(FOLDER, `hyper-${id.split(' ')[0] ?? ''}.1`), 'utf8');
      expect(page).toContain(`hyper ${id.replaceAll('-', '\\-')}`);
      const { examples = [] } = await load();
      expect(page.split('.EX').length - 1).toBeGreaterThanOrEqual(examples.length);
    }
  });

  it.skipIf(version('groff') === undefined)(
    'is what groff renders without a warning (skipped without groff)',
    () => {
      expect(render(['-z', ...PATHS]).stderr).toBe('');
      const { text } = render([join(FOLDER, 'hyper-validate.1')]);
      expect(text).toContain('hyper validate [PATH] [flags]');
      expect(text).toContain('--changed');
    },
  );

  it.skipIf(version('man') === undefined)('is what man shows (skipped without man)', () => {
    const { status, stdout } = spawnSync('man', ['-l', join(FOLDER, 'hyper.1')], {
      encoding: 'utf8',
      env: { ...process.env, MANPAGER: 'cat', LC_ALL: 'C', MANWIDTH: '80' },
    });
    expect(status).toBe(0);
    expect(stdout.replaceAll(/.\u0008/gu, '')).toContain('hyper-registry(1)');
  });

  it.skipIf(version('groff') === undefined)(
    'shows texts as they stand, whatever is in them (skipped without groff)',
    () => {
      const hostile = `.sy echo no\n'br\n\\fBa\\n[x]\\*[y] --flag "q"`;
      const page = `.TH A 1\n${heading('.SH x')}${paragraph(hostile)}${example(hostile)}${definition('.so /x', "'y", hostile)}`;
      const { text, stderr } = render([], page);
      expect(stderr).toBe('');
      for (const line of hostile.split('\n')) expect(text.split(line).length - 1).toBe(3);
      expect(text).toContain(".so /x 'y");
    },
  );
});
