import { rmSync } from 'node:fs';
import { afterAll } from 'vitest';
import { collectCode } from '../build/lent-code.ts';
import { forgetFolders } from '../build/temporary-folder.ts';

// Here and not beside what makes them: where files share a process, a module runs once, and this once a file.
afterAll(() => {
  collectCode();
  for (const folder of forgetFolders()) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
