import { Buffer } from 'node:buffer';
import type { FormerTexts } from '../../catalog/index.ts';
import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { namespacesSignedAlone, readFormerVersions } from '../../registry/index.ts';
import type { RegistryStore, Snapshot } from '../../registry/index.ts';

/** What namespaces said before, and what is not known of it. */
export interface ToldFormer {
  readonly former: ReadonlyMap<string, FormerTexts>;
  readonly warnings: readonly Diagnostic[];
}

/** What a client of a site needs of the history to believe the namespaces of a registry: of those alone that are perhaps
 *  signed by an earlier version of themselves. Where a clone holds only the end of the history, that is told. */
export async function tellFormer(store: RegistryStore, snapshot: Snapshot): Promise<ToldFormer> {
  const alone = await namespacesSignedAlone(store, snapshot);
  const former = new Map<string, FormerTexts>();
  const warnings: Diagnostic[] = [];
  if (alone.length === 0) return { former, warnings };
  const found = await readFormerVersions(store, snapshot.revision, snapshot.index, alone);
  for (const [path, { manifests, signatures, cut }] of found) {
    if (cut === 'shallow') {
      const file = snapshot.index.namespaces.get(path)?.manifest?.path ?? '';
      const message = `"${toOneLine(file)}" may be signed by an earlier version of itself, and this clone holds only the end of the history`;
      const hint = 'git fetch --unshallow; then build again, or nobody can verify its releases from the site';
      warnings.push({ code: 'HYPER_HISTORY_CUT', severity: 'warning', path: file, message, hint });
    } else
      former.set(path, {
        manifests: manifests.flatMap(exactText),
        signatures: signatures.flatMap(exactText),
      });
  }
  return { former, warnings };
}

/** The text that is just these bytes in UTF-8. */
function exactText(bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes).toString('utf8');
  return Buffer.from(text).equals(bytes) ? [text] : [];
}
