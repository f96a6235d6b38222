import type { Catalog } from '../model/catalog.ts';
import type { TreeEntry } from '../../registry/index.ts';
import { jsonFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { signaturePathOf } from '../../signing/index.ts';
import { unitKey } from './unit.ts';
import type { Content, Unit } from './unit.ts';

const REGISTRY_FILES: ReadonlySet<string> = new Set(['registry.yaml', 'registry.sigstore.json']);

/** What a client needs to believe a build and its releases, byte for byte as the repository has it: roots, registry.yaml,
 *  the namespaces that are open and their signatures, with what they said before where that signs them, all below `trust/`. Nothing where the registry has no trust root. */
export function* trustUnits(catalog: Catalog): Generator<Unit> {
  const { snapshot, namespaces, options } = catalog;
  const { trustRoots, registry, signatures } = snapshot.index;
  if (trustRoots.length === 0) return;
  const signed = [...signatures.values()].filter(
    ({ path }) => path.startsWith('trust/') || REGISTRY_FILES.has(path),
  );
  const needs = [...trustRoots, ...(registry === undefined ? [] : [registry]), ...signed];
  yield copyUnit('trust', needs);
  for (const { path, sight } of namespaces.values()) {
    const manifest = snapshot.index.namespaces.get(path)?.manifest;
    if (sight !== 'open' || manifest === undefined) continue;
    const signature = signatures.get(signaturePathOf(manifest.path));
    yield copyUnit(`trust:${path}`, signature === undefined ? [manifest] : [manifest, signature]);
    const former = options.former?.get(path);
    if (former === undefined) continue;
    const file = jsonFile(`trust/${manifest.path.replace(/\.yaml$/u, '.former.json')}`, former);
    yield { id: `trust-former:${path}`, key: unitKey(former), needs: [], render: () => [file] };
  }
}

function copyUnit(id: string, needs: readonly TreeEntry[]): Unit {
  const isUnknown = needs.some(({ oid }) => oid === '');
  const key = isUnknown ? undefined : unitKey(needs.map(({ path, oid }) => [path, oid]));
  return { id, key, needs, render: copies };
}

async function* copies(contents: AsyncIterable<Content>): AsyncGenerator<OutputFile> {
  for await (const { entry, bytes } of contents) {
    if (bytes !== undefined) yield { path: trustPathOf(entry), bytes };
  }
}

function trustPathOf({ path }: TreeEntry): string {
  return path.startsWith('trust/') ? path : `trust/${path}`;
}
