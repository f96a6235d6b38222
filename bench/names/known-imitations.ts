import { readFileSync } from 'node:fs';

/** A name that was published to be taken for another. */
export interface Imitation {
  readonly name: string;
  readonly imitated: string;
  readonly kind: string;
  readonly source: string;
}

const FILE = new URL('../../test/fixtures/typosquats/pairs.txt', import.meta.url);

/** The imitations that incident reports name, in the order of the file. */
export function readImitations(): readonly Imitation[] {
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', imitated = '', kind = '', source = ''] = line.split(' ');
      return { name, imitated, kind, source };
    });
}
