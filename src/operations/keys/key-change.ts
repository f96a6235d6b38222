import { HyperError, Moment, toOneLine } from '../../core/index.ts';
import { planKeyChange } from '../../lifecycle/index.ts';
import type { KeyChange, KeyHolder, PlannedEdit } from '../../lifecycle/index.ts';
import { parseDocument } from '../../document/index.ts';
import { parseManifest } from '../../manifest/index.ts';
import { loadTrust, pairsOf, readPairs } from '../../registry/index.ts';
import type { LoadedTrust, RegistryStore, Snapshot, TreeEntry } from '../../registry/index.ts';
import { ROOT_PATH, judgeFile, onlineAuthorities, ownAuthority } from '../../signing/index.ts';
import type { Authority } from '../../signing/index.ts';
import { takeFromAbove } from './first-signers.ts';
import { governedFiles } from './governed-files.ts';
import type { Governor } from './governed-files.ts';
import { requireNamespace } from '../namespace-filter.ts';
import { openSnapshot } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import { describeEdits } from '../trust/trust-context.ts';
import type { EditedFile, TrustWriteContext } from '../trust/trust-context.ts';
import { requireValidEdits } from '../trust/require-valid-edits.ts';
import { isBeginning, stillNeeded } from '../trust/trust-rotate.ts';

/** Whose keys are changed: `registry` means the online key of registry.yaml. */
export interface KeyChangeInput {
  readonly registry: string | undefined;
  /** `registry`, or the path of a namespace. */
  readonly target: string;
  /** A public key to add: a file, or a name or id of a key in the user's own folder. */
  readonly add: string | undefined;
  /** The key that goes, by label or by the beginning of its id. */
  readonly key: string | undefined;
  readonly isDryRun: boolean;
}

export interface KeyChangeData {
  readonly isDryRun: boolean;
  readonly target: string;
  readonly added: string | null;
  /** The id of the key that goes. */
  readonly ended: string | null;
  readonly files: readonly EditedFile[];
  /** Files that are no longer believed and have to be signed again; a revocation leaves some, and the first signers of a
   *  namespace do, which those above have signed until now. */
  readonly lost: readonly string[];
  /** Who must sign the changed file, in words. */
  readonly authority: string;
}

/** What becomes of the key that goes. */
export type Ending = (now: Date) => KeyChange['ending'];

/** Plans and makes a change of keys; a retirement that would cost a file its belief is refused, a revocation tells of it. */
export async function changeKeys(
  context: TrustWriteContext,
  input: KeyChangeInput,
  toEnding: Ending,
): Promise<Outcome<KeyChangeData>> {
  if (!input.isDryRun) await context.finishEdits({ registry: input.registry });
  const { registry, snapshot } = await openSnapshot(context, { registry: input.registry, at: undefined });
  const { store } = registry;
  const now = context.now();
  const options = { pin: undefined, now: new Moment(now), verifier: context.verifier };
  const loaded = await loadTrust(store, snapshot.revision, snapshot.index, options);
  const holder = await readHolder(store, snapshot, input.target);
  const key = input.key === undefined ? undefined : findKey(holder, input.key);
  const add = input.add === undefined ? undefined : await context.readPublicKey(input.add);
  const ending = toEnding(now);
  const planned = planKeyChange(holder, { now, add, key, ending });
  requireValidEdits(planned);
  const taken = await takeFromAbove(store, snapshot, loaded, planned[0]);
  const edits = [...planned, ...taken.edits];
  const at = Math.max(now.getTime(), ending.kind === 'retire' ? ending.at.getTime() : 0);
  const lost = key === undefined ? [] : await findLost(store, snapshot, loaded, planned, at);
  if (lost.length > 0 && ending.kind === 'retire') throw stillNeeded(lost, attestHint(lost));
  if (!input.isDryRun) await context.applyEdits({ registry: input.registry }, edits);
  return {
    verdict: 'pass',
    diagnostics: [],
    data: {
      isDryRun: input.isDryRun,
      target: input.target,
      added: add?.key.keyId ?? null,
      ended: key ?? null,
      files: describeEdits(edits),
      lost: [...lost, ...taken.paths],
      authority: authorityOver(loaded, holder),
    },
  };
}

async function readHolder(store: RegistryStore, { index }: Snapshot, target: string): Promise<KeyHolder> {
  const entry: TreeEntry | undefined =
    target === 'registry' ? index.registry : index.namespaces.get(requireNamespace(target))?.manifest;
  if (entry === undefined) {
    throw new HyperError('HYPER_NAMESPACE_MISSING', `there is no namespace "${toOneLine(target)}"`, {
      hint: 'hyper namespace list shows them; "registry" means the online key',
    });
  }
  for await (const { bytes, signatureBytes } of readPairs(store, pairsOf([entry], index))) {
    const own = Uint8Array.from(bytes ?? []);
    const { document } = parseDocument(own);
    const manifest = document === undefined ? undefined : parseManifest(document).manifest;
    if (manifest?.kind !== 'Namespace' && manifest?.kind !== 'Registry') break;
    const signatures = signatureBytes && Uint8Array.from(signatureBytes);
    return { path: entry.path, bytes: own, signatures, manifest };
  }
  throw new HyperError('HYPER_SIGNED_UNREADABLE', `"${toOneLine(entry.path)}" is not valid`, {
    hint: 'hyper validate shows what is wrong',
  });
}

function findKey({ manifest, path }: KeyHolder, name: string): string {
  const listed =
    manifest.kind === 'Registry'
      ? [
          ...(manifest.onlineKey === undefined ? [] : [manifest.onlineKey]),
          ...(manifest.formerOnlineKeys ?? []),
        ]
      : (manifest.signing?.keys ?? []);
  const found = listed.filter(({ keyId, label }) => label === name || isBeginning(name, keyId));
  const [only, ...more] = found;
  if (only !== undefined && more.length === 0) return only.keyId;
  throw new HyperError(
    'HYPER_KEY_UNLISTED',
    `no key in "${path}", or several, are called "${toOneLine(name)}"`,
    {
      hint: 'hyper trust show lists the keys',
    },
  );
}

/** Files that are believed now and would not be at the given time under the changed keys, in order. */
async function findLost(
  store: RegistryStore,
  snapshot: Snapshot,
  loaded: LoadedTrust,
  edits: readonly PlannedEdit[],
  at: number,
): Promise<readonly string[]> {
  const { circumstances } = loaded.trust;
  const { document } = parseDocument(edits[0]?.after ?? new Uint8Array());
  const manifest = document === undefined ? undefined : parseManifest(document).manifest;
  const path = edits[0]?.path ?? '';
  let governor: Governor = 'any';
  let online = circumstances.online;
  let changed: Authority | undefined;
  if (manifest?.kind === 'Namespace') {
    governor = { namespace: manifest.path };
    changed = ownAuthority({ path, manifest });
  } else if (manifest?.kind === 'Registry') online = onlineAuthorities(manifest);
  const lost: string[] = [];
  for await (const { file, authority } of governedFiles(store, snapshot, loaded, governor)) {
    if (file.path === path || !judgeFile(file, authority, circumstances).isSigned) continue;
    const later = { ...circumstances, online, now: new Moment(at) };
    if (!judgeFile(file, changed ?? authority, later).isSigned) lost.push(file.path);
  }
  return lost;
}

function attestHint(lost: readonly string[]): string {
  const shown = lost.slice(0, 5).map(toOneLine).join(' ');
  return `first let the registry attest them: hyper attest ${shown} --key ONLINE_KEY, or sign them with another listed key`;
}

/** Where the signers are named who must sign the changed file. */
function authorityOver({ trust }: LoadedTrust, { manifest }: KeyHolder): string {
  const step = manifest.kind === 'Namespace' ? trust.namespace(manifest.path).steps.at(-1) : undefined;
  const over = step?.evidence['authority'];
  return typeof over === 'string' ? over : ROOT_PATH;
}
