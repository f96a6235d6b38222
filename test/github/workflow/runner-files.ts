import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../build/temporary-folder.ts';
import { HYPER } from '../../e2e/run-hyper.ts';

/** The folders of one job on a runner of its own. */
export interface Runner {
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  /** First on the PATH; a program that the job installs appears here. */
  readonly bin: string;
}

/**
 * Stands in for npm: `pack` and `install --global --ignore-scripts` of the package that our workflows name put the built
 * hyper on the PATH; anything else, such as an install of what a pull request brings, ends the job.
 */
const NPM = `#!/bin/sh
case "$*" in
  "pack --silent @hyper-registry/cli@"*) printf 'the package' > hyper-registry-cli.tgz; echo hyper-registry-cli.tgz ;;
  "install --global --ignore-scripts --no-audit --no-fund ./hyper-registry-cli.tgz" | \\
  "install --global --ignore-scripts --no-audit --no-fund @hyper-registry/cli@"*)
    printf '#!/bin/sh\\nexec "%s" "%s" "$@"\\n' "$FAKE_NODE" "$FAKE_HYPER" > "$FAKE_BIN/hyper"; chmod 755 "$FAKE_BIN/hyper" ;;
  *) echo "npm: not in this world: $*" >&2; exit 1 ;;
esac
`;

export function createRunner(): Runner {
  const root = temporaryFolder();
  const runner = {
    workspace: join(root, 'work'),
    temp: join(root, 'temp'),
    home: join(root, 'home'),
    bin: join(root, 'bin'),
  };
  for (const folder of Object.values(runner)) mkdirSync(folder);
  writeFileSync(join(runner.bin, 'npm'), NPM);
  chmodSync(join(runner.bin, 'npm'), 0o755);
  return runner;
}

/** What the stand-in for npm is told; nothing of it is of a real runner. */
export function npmEnvironment({ bin }: Runner): Record<string, string> {
  return { FAKE_NODE: process.execPath, FAKE_HYPER: HYPER, FAKE_BIN: bin };
}
