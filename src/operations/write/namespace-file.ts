import { HyperError, toOneLine } from '../../core/index.ts';
import type { DocumentEdit } from '../../document/index.ts';
import { planNamespaceChange } from '../../lifecycle/index.ts';
import type { NamespaceFile } from '../../lifecycle/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { readManifest } from '../../registry/index.ts';
import type { NamespaceEntry } from '../../registry/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { WritePlan } from './run-write.ts';
import type { WritePlace } from './write-context.ts';

/** A namespace that an operation works on. */
export interface FoundNamespace {
  readonly path: NamespacePath;
  readonly entry: NamespaceEntry;
  readonly file: NamespaceFile;
}

/** The namespace that a user names, with its file as it is. Errors: `HYPER_NAMESPACE_MISSING`, `HYPER_EDIT_REFUSED`. */
export async function requireNamespaceFile(place: WritePlace, text: string): Promise<FoundNamespace> {
  const path = requireNamespace(text);
  const entry = place.snapshot.index.namespaces.get(path);
  const file = entry?.manifest?.path;
  const bytes = file === undefined ? undefined : await place.read(file);
  if (entry === undefined || file === undefined || bytes === undefined) {
    throw new HyperError('HYPER_NAMESPACE_MISSING', `there is no namespace "${toOneLine(path)}"`, {
      hint: 'hyper namespace list shows them',
    });
  }
  const manifest = readManifest(file, bytes, () => undefined)?.manifest;
  if (manifest?.kind === 'Namespace') return { path, entry, file: { path: file, bytes, manifest } };
  throw new HyperError('HYPER_EDIT_REFUSED', `"${toOneLine(file)}" is not valid`, {
    hint: 'hyper validate shows what is wrong',
  });
}

/** The plan of changes of one namespace.yaml. Pure. */
export function toNamespacePlan(
  { path, entry, file }: FoundNamespace,
  changes: readonly DocumentEdit[],
  summary: string,
  reason: string | undefined,
): WritePlan {
  const edit = planNamespaceChange(file, changes);
  const edits = edit === undefined ? [] : [edit];
  return { target: path, summary, reason, folder: entry.folder, edits };
}
