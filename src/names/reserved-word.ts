import { isUuid } from './uuid.ts';
import { isWindowsDevice } from './windows-device.ts';

/** Who else uses the word. `hyper` prefixes and other brands are a matter of policy, not of this table. */
const OWNERS: readonly (readonly [owner: string, words: readonly string[]])[] = [
  [
    'the layout of a registry',
    [
      ...['policies', 'namespace', 'namespaces', 'artifact', 'artifacts', 'readme', 'changelog'],
      ...['blobs', 'observed'],
    ],
  ],
  ['the static site', ['index', 'api', '404', 'feed', 'sitemap', 'robots', 'well-known']],
  ['git', ['.git', 'git~1', '.gitattributes', '.gitmodules', '.gitignore', '.github']],
  ['npm', ['node_modules', 'node-modules', 'package.json', 'package-lock.json']],
  ['file systems', ['.', '..', '~']],
  ['JavaScript objects', ['__proto__', 'constructor', 'prototype']],
  ['YAML', ['null', 'true', 'false']],
];

const OWNER_BY_WORD: ReadonlyMap<string, string> = new Map(
  OWNERS.flatMap(([owner, words]) => words.map((word) => [word, owner] as const)),
);

/** Who a reserved word belongs to, or undefined where the word is free. Ignores ASCII case. Pure. */
export function ownerOfReservedWord(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (isWindowsDevice(lower)) return 'Windows devices';
  if (isUuid(lower)) return 'ids of releases';
  return OWNER_BY_WORD.get(lower);
}
