import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACET_FIELDS } from '../../../src/search/index.ts';
import { HyperError } from '../../../src/core/index.ts';
import { pack } from '../../../src/search/store/pack.ts';
import { document, filesOf, openFiles, search } from './builders.ts';

const DOCUMENTS = Array.from({ length: 60 }, (_, at) =>
  document(`org.n${String(at % 5)}/tide-${String(at)}-v${String(at)}x`, {
    description: `rules of the web number ${String(at % 7)}`,
    tags: ['web', `t${String(at % 3)}`],
    license: at % 2 === 0 ? 'MIT' : 'Apache-2.0',
    created: `20${String(10 + (at % 15))}-01-01T00:00:00Z`,
  }),
);
const QUERIES = [
  'tide',
  'tid*',
  'v*',
  '"rules web"',
  'wev',
  'license:mit -tags:t1',
  'created>2015-01 name:tide-7',
];

const changes = fc.record({
  file: fc.nat(),
  from: fc.nat(),
  to: fc.nat(),
  byte: fc.nat(255),
  kind: fc.constantFrom('gone', 'cut', 'changed', 'left out'),
  isPackedAnew: fc.boolean(),
  query: fc.constantFrom(...QUERIES),
  sort: fc.constantFrom('', 'created:desc'),
});

describe('an index that is damaged', () => {
  it('answers, or says that it is damaged and what to do, whatever was changed (a law)', async () => {
    const files = filesOf(DOCUMENTS);
    const paths = [...files.keys()];
    await fc.assert(
      fc.asyncProperty(changes, async ({ file, kind, query, sort, isPackedAnew, ...places }) => {
        const path = paths[file % paths.length] ?? '';
        const whole = files.get(path) ?? new Uint8Array();
        const isPart = isPackedAnew && path.endsWith('.bin');
        const bytes = isPart ? inflateRawSync(whole.subarray(4)) : whole;
        const changed = damaged(bytes, kind, places);
        const others = new Map(files);
        if (changed === undefined) others.delete(path);
        else others.set(path, isPart ? pack(changed) : changed);
        try {
          const index = await openFiles(others);
          await search(index, query, { sort, facets: FACET_FIELDS });
        } catch (error) {
          expect(error).toBeInstanceOf(HyperError);
          expect(error).toMatchObject({ code: 'HYPER_SEARCH_INDEX_INVALID' });
          expect((error as HyperError).hint).toContain('hyper build --clean');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is refused by name where a row is no JSON', async () => {
    const files = filesOf(DOCUMENTS);
    for (const path of [...files.keys()]) {
      if (path.startsWith('rows-')) files.set(path, pack(Buffer.from('[[0,"a/b"')));
    }
    await expect(search(await openFiles(files), 'tide')).rejects.toMatchObject({
      code: 'HYPER_SEARCH_INDEX_INVALID',
      message: expect.stringMatching(/^the part "rows-[^"]+" is damaged$/u) as string,
    });
  });
});

function damaged(
  bytes: Uint8Array,
  kind: 'gone' | 'cut' | 'changed' | 'left out',
  { from, to, byte }: { readonly from: number; readonly to: number; readonly byte: number },
): Uint8Array | undefined {
  const at = from % Math.max(1, bytes.length);
  switch (kind) {
    case 'gone':
      return undefined;
    case 'cut':
      return bytes.slice(0, at);
    case 'changed':
      return bytes.map((one, place) => (place === at ? byte : one));
    case 'left out': {
      const end = at + (to % Math.max(1, bytes.length - at));
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(end)]);
    }
  }
}
