import type { Catalog } from '../model/catalog.ts';
import type { TreeEntry } from '../../registry/index.ts';
import type { OutputFile } from '../output-file.ts';
import { unitKey } from './unit.ts';
import type { Content, Unit } from './unit.ts';

const REGISTRY_FILES: ReadonlySet<string> = new Set(['registry.yaml', 'registry.sigstore.json']);

/** What a client needs to believe a build, byte for byte as the repository has it: roots, registry.yaml and their
 *  signatures, all below `trust/`. Nothing where the registry has no trust root. */
export function trustUnits({ snapshot }: Catalog): Unit[] {
  const { trustRoots, registry, signatures } = snapshot.index;
  if (trustRoots.length === 0) return [];
  const signed = [...signatures.values()].filter(
    ({ path }) => path.startsWith('trust/') || REGISTRY_FILES.has(path),
  );
  const needs = [...trustRoots, ...(registry === undefined ? [] : [registry]), ...signed];
  const isUnknown = needs.some(({ oid }) => oid === '');
  return [
    {
      id: 'trust',
      key: isUnknown ? undefined : unitKey(needs.map(({ path, oid }) => [path, oid])),
      needs,
      render: copies,
    },
  ];
}

async function* copies(contents: AsyncIterable<Content>): AsyncGenerator<OutputFile> {
  for await (const { entry, bytes } of contents) {
    if (bytes !== undefined) yield { path: trustPathOf(entry), bytes };
  }
}

function trustPathOf({ path }: TreeEntry): string {
  return REGISTRY_FILES.has(path) ? `trust/${path}` : path;
}
