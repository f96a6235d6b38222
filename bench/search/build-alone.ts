import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildIndex } from '../../src/search/index.ts';
import type { SearchDocument } from '../../src/search/index.ts';
import { Recombined } from './recombined.ts';

// Run by `build-cost.ts`: builds an index of so many documents and keeps no file of it.
const [path = '', size = ''] = process.argv.slice(2);
const documents = new Recombined(
  JSON.parse(readFileSync(path, 'utf8')) as readonly SearchDocument[],
  Number(size),
);
const [before, clock] = [process.cpuUsage(), performance.now()];
const sum = createHash('sha256');
let bytes = 0;
let files = 0;
for (const file of buildIndex(documents)) {
  sum.update(`${file.path}\n`).update(file.bytes);
  bytes += file.bytes.length;
  files += 1;
}
const { user, system } = process.cpuUsage(before);
const wall = (performance.now() - clock) / 1000;
const peak = process.resourceUsage().maxRSS * 1024;
console.log(
  JSON.stringify({ seconds: (user + system) / 1e6, wall, peak, files, bytes, digest: sum.digest('hex') }),
);
