import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '../../core/index.ts';
import { messageSecretFaults, privateKeysIn, secretFaults } from '../../gate/index.ts';
import type { ScannedText, SecretScanner } from '../../gate/index.ts';
import type { RegistryStore, RepositoryHistory } from '../../registry/index.ts';
import type { FoundRange } from './find-range.ts';

/** Longer texts are content, not manifests; half a megabyte is what a README may have. */
const MAX_SCANNED_BYTES = 1024 * 1024;

/** Secrets in any content and any message of any commit of the change, also where a later one takes them back (ATTACKS C18, L01). */
export async function findSecrets(
  store: RegistryStore,
  history: RepositoryHistory,
  range: FoundRange,
  scan: SecretScanner,
): Promise<readonly Diagnostic[]> {
  const messages = await history.broughtMessages(range.tip.commit, range.head.commit);
  const found = await scan(messages.map(({ message }) => message));
  const told = messages.flatMap((one, at) =>
    messageSecretFaults(one, [...privateKeysIn(one.message), ...(found[at] ?? [])]),
  );
  return [...(await findInContents(store, history, range, scan)), ...told];
}

async function findInContents(
  store: RegistryStore,
  history: RepositoryHistory,
  { tip, head }: FoundRange,
  scan: SecretScanner,
): Promise<readonly Diagnostic[]> {
  const brought = await history.broughtObjects(tip.commit, head.commit);
  if (brought.length === 0) return [];
  const atHead = new Map<string, string>();
  for (const { path, after } of await store.diffTrees(tip, head))
    if (after !== undefined) atHead.set(path, after.oid);
  const { prefix } = history;
  const scanned: ScannedText[] = [];
  let number = 0;
  for await (const blobs of store.readBlobs(brought, MAX_SCANNED_BYTES)) {
    for (const { bytes } of blobs) {
      const object = brought[number];
      number += 1;
      if (object === undefined || bytes === undefined || !isUtf8(bytes)) continue;
      const isInside = object.path.startsWith(prefix);
      const path = isInside ? object.path.slice(prefix.length) : object.path;
      const text = Buffer.from(bytes).toString('utf8');
      scanned.push({ path, text, isAtHead: isInside && atHead.get(path) === object.oid });
    }
  }
  const found = await scan(scanned.map(({ text }) => text));
  return scanned.flatMap((one, at) => secretFaults(one, [...privateKeysIn(one.text), ...(found[at] ?? [])]));
}
