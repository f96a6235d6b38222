import { Buffer } from 'node:buffer';
import type { FormerTexts } from '../../catalog/index.ts';
import { HyperError, MAX_MANIFEST_BYTES, isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import { lineOf, toFolder } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { WORKING_TREE, indexEntries, uncommittedFile } from '../../registry/index.ts';
import type {
  Blob,
  BlobRequest,
  RegistryIndex,
  RegistryStore,
  Revision,
  TreeEntry,
} from '../../registry/index.ts';
import type { Site } from './site.ts';

/** The part of a registry that a signed site carries: roots, registry.yaml, and their signatures. */
export interface SiteRegistry {
  readonly store: Pick<RegistryStore, 'readBlobs' | 'listVersions'>;
  readonly index: RegistryIndex;
  readonly revision: Revision;
}

/** A root has rarely more versions; what is beyond them is as if it were not there. */
const MAX_ROOTS = 1024;
const SIGNATURE_FACTOR = 16;
const NOTHING_FORMER: FormerTexts = { manifests: [], signatures: [] };
/** All roots of a site together: a host that sends more wants to fill this machine (ATTACKS S24). */
const MAX_TOTAL_BYTES = 64 * MAX_MANIFEST_BYTES;

/** Reads what a site carries of its registry, at the paths that it has there: of namespaces, those that are named and those
 *  above them. `more` is what was read of it already. Errors: `HYPER_CHECKPOINT_MISSING` where it carries nothing of one, those of the site. */
export async function openSiteRegistry(
  site: Pick<Site, 'label' | 'read'>,
  namespaces: readonly NamespacePath[] = [],
  more: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<SiteRegistry> {
  const files = new Map(more);
  let total = 0;
  const take = async (path: string): Promise<boolean> => {
    const place = path.startsWith('trust/') ? path : `trust/${path}`;
    const most = Math.min(SIGNATURE_FACTOR * MAX_MANIFEST_BYTES, MAX_TOTAL_BYTES - total);
    const bytes = await site.read(place, most);
    if (bytes === undefined) return false;
    total += bytes.length;
    files.set(path, bytes);
    return true;
  };
  for (const name of ['registry', 'trust/root']) {
    if (await take(`${name}.yaml`)) await take(`${name}.sigstore.json`);
  }
  for (let version = versionIn(files.get('trust/root.yaml')) - 1; version >= 1; version -= 1) {
    if (!(await take(`trust/root.${version}.yaml`))) break;
    await take(`trust/root.${version}.sigstore.json`);
  }
  const chain = new Set(namespaces.flatMap(lineOf));
  for (const path of chain) {
    const name = `${toFolder(path)}/namespace`;
    if (await take(`${name}.yaml`)) await take(`${name}.sigstore.json`);
  }
  if (files.size === more.size) {
    throw new HyperError('HYPER_CHECKPOINT_MISSING', `"${toOneLine(site.label)}" holds no signed site`, {
      hint: 'name the folder that hyper build --key ONLINE_KEY wrote, or its https address',
    });
  }
  const entries = [...files.keys()].map(uncommittedFile);
  return { store: storeOf(files, site), index: indexEntries(entries), revision: WORKING_TREE };
}

/** How many earlier roots to ask for: a guess, which the walk over the roots then checks. */
function versionIn(root: Uint8Array | undefined): number {
  const text = root === undefined ? '' : Buffer.from(root).toString('utf8');
  return Math.min(MAX_ROOTS, Number(/^version: *([0-9]{1,9})\s*$/mu.exec(text)?.[1] ?? 1));
}

/** Versions of namespaces come from the files that tell them, which are read where somebody asks. */
function storeOf(files: Map<string, Uint8Array>, site: Pick<Site, 'read'>): SiteRegistry['store'] {
  return {
    listVersions: async (_revision, paths) => {
      const byPath = new Map<string, TreeEntry[]>();
      for (const path of paths.filter((one) => one.endsWith('.yaml'))) {
        const place = `trust/${path.replace(/\.yaml$/u, '.former.json')}`;
        const former = formerIn(await site.read(place, MAX_TOTAL_BYTES));
        byPath.set(path, entriesOf(files, path, former.manifests));
        byPath.set(signaturePathOf(path), entriesOf(files, signaturePathOf(path), former.signatures));
      }
      return { byPath, cut: undefined };
    },
    async *readBlobs(requests: readonly BlobRequest[], maxBytes: number): AsyncGenerator<readonly Blob[]> {
      yield await Promise.resolve(
        requests.map((request) => {
          const bytes = files.get(request.oid === '' ? request.path : request.oid);
          const size = bytes?.length ?? 0;
          return { request, size, bytes: size > maxBytes ? undefined : bytes };
        }),
      );
    },
  };
}

/** Keeps texts under names that no path has. */
function entriesOf(files: Map<string, Uint8Array>, path: string, texts: readonly string[]): TreeEntry[] {
  return texts.map((text, at): TreeEntry => {
    const oid = `${path}\n${at}`;
    files.set(oid, Buffer.from(text));
    return { mode: '100644', oid, path, isUtf8: true };
  });
}

function formerIn(bytes: Uint8Array | undefined): FormerTexts {
  try {
    const value = JSON.parse(Buffer.from(bytes ?? []).toString('utf8')) as JsonValue;
    if (!isJsonObject(value)) return NOTHING_FORMER;
    const { manifests, signatures } = value;
    return { manifests: textsIn(manifests), signatures: textsIn(signatures) };
  } catch {
    return NOTHING_FORMER;
  }
}

function textsIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? (value as JsonValue[]).filter((one) => typeof one === 'string') : [];
}
