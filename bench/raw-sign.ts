import { createHash, createPrivateKey, sign } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The floor of signing: every manifest is read and hashed, and a payload of usual length signed, by node alone; nothing is written. */
const [folder = '.', keyPath = ''] = process.argv.slice(2);
const key = createPrivateKey(readFileSync(keyPath));
const paths = execFileSync('git', ['ls-files', '-z', 'namespaces'], {
  cwd: folder,
  encoding: 'utf8',
  maxBuffer: 1024 * 1024 * 1024,
}).split('\0');
const rest = 'x'.repeat(700);
let signed = 0;
for (const path of paths) {
  if (!path.endsWith('.yaml') || path.endsWith('/namespace.yaml')) continue;
  const digest = createHash('sha256')
    .update(readFileSync(join(folder, path)))
    .digest('hex');
  sign(null, Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${digest}${path}${rest}`), key);
  signed += 1;
}
console.log(signed);
