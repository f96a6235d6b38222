import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The floor of reading a commit: `git ls-tree -r` into `git cat-file --batch`, whose output is only counted. */
const [folder = '.'] = process.argv.slice(2);
const listing = spawn('git', ['ls-tree', '-r', 'HEAD'], {
  cwd: folder,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const reading = spawn('git', ['cat-file', '--batch', '--buffer'], {
  cwd: folder,
  stdio: ['pipe', 'pipe', 'inherit'],
});
let bytes = 0;
reading.stdout.on('data', (chunk: Buffer) => (bytes += chunk.length));
for await (const line of createInterface({ input: listing.stdout })) {
  reading.stdin.write(`${line.slice(12, line.indexOf('\t'))}\n`);
}
reading.stdin.end();
reading.on('close', () => {
  console.log(bytes);
});
