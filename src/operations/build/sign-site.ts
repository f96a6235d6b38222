import {
  CHECKPOINT_BUNDLE_PATH,
  CHECKPOINT_PATH,
  renderCheckpoint,
  renderHistory,
} from '../../catalog/index.ts';
import type { FileDigest, OutputFile } from '../../catalog/index.ts';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Clock, JsonValue } from '../../core/index.ts';
import type { OpenedSigner } from '../signing/signing-context.ts';
import type { RegistryStore, Snapshot } from '../../registry/index.ts';
import {
  checkpointStatement,
  parsePublicKey,
  PAYLOAD_TYPE,
  renderBundles,
  renderStatement,
} from '../../signing/index.ts';
import type { Signer } from '../../signing/index.ts';

/** How a build is to be signed. */
export interface SigningWish {
  /** The online key: a file, or the name or id of a key in the user's own folder; undefined signs as the online identity. */
  readonly key: string | undefined;
  /** When the build is made; undefined takes the clock. */
  readonly time: Date | undefined;
  /** After how many days it is stale; at least 1. */
  readonly expiresInDays: number;
}

/** What a signed build says of itself. */
export interface SignedSite {
  readonly sequence: number;
  readonly time: string;
  readonly expiresAt: string;
  readonly keyId: string | null;
}

/** What it takes to sign a site. */
export interface SiteSigningContext {
  readonly now: Clock;
  /** Undefined signs without a key. Errors: those of reading keys, and of Sigstore. */
  openSigner(key: string | undefined): Promise<BuildSigner>;
}

/** Who signs a build: with a key, or as an identity. */
export type BuildSigner = Signer & Pick<OpenedSigner, 'identity'>;

/** Signs a site whose other files are written. */
export interface SiteSigner {
  readonly signed: SignedSite;
  /** The file that goes to the site before the digests are listed. */
  readonly history: OutputFile;
  /** The checkpoint over all other files of the site, and its bundle. */
  sign(files: readonly FileDigest[]): Promise<readonly OutputFile[]>;
}

const DAY_MS = 86_400_000;

/**
 * Gets ready to sign the build of a snapshot, before anything is written. Errors: `HYPER_CHECKPOINT_UNCOMMITTED` for a
 * working tree that no commit holds, `HYPER_CHECKPOINT_KEY` where registry.yaml does not name the key as its online key,
 * `HYPER_REPOSITORY_SHALLOW`, those of keys.
 */
export async function openSiteSigner(
  context: SiteSigningContext,
  wish: SigningWish,
  snapshot: Snapshot,
  store: RegistryStore,
): Promise<SiteSigner> {
  const { commit } = snapshot.revision;
  if (commit === null) {
    throw new HyperError('HYPER_CHECKPOINT_UNCOMMITTED', 'the working tree differs from every commit', {
      hint: 'commit first, or sign what is committed: hyper build --at HEAD --key FILE',
    });
  }
  const registry = snapshot.registry.id;
  const signer = await context.openSigner(wish.key);
  const keyId = assertOnline(signer, snapshot);
  const commits = await store.firstParents(commit);
  const moment = new Date(Math.floor((wish.time ?? context.now()).getTime() / 1000) * 1000);
  const [time, expiresAt] = [moment, new Date(moment.getTime() + wish.expiresInDays * DAY_MS)].map(toSeconds);
  const signed = { sequence: commits.length, time: time ?? '', expiresAt: expiresAt ?? '', keyId };
  return {
    signed,
    history: renderHistory(commits),
    sign: async (files) => {
      const file = renderCheckpoint({ registry: registry ?? '', commit, ...signed, files });
      const value = JSON.parse(Buffer.from(file.bytes).toString('utf8')) as JsonValue;
      const { sequence } = signed;
      const subject = { registry: registry ?? '', path: CHECKPOINT_PATH, bytes: file.bytes, value, sequence };
      const statement = checkpointStatement(subject, { signedAt: moment });
      const bundle = await signer.signEnvelope(PAYLOAD_TYPE, renderStatement(statement));
      return [file, { path: CHECKPOINT_BUNDLE_PATH, bytes: renderBundles([bundle]) }];
    },
  };
}

/** The id of the signer's key, or null for an identity: one that registry.yaml names, as a client believes no other. */
function assertOnline({ publicKey, identity }: BuildSigner, { registry }: Snapshot): string | null {
  const { onlineKey, onlineIdentity } = registry;
  const listed = onlineKey === undefined ? undefined : parsePublicKey(onlineKey.publicKey);
  const known = listed?.ok === true ? listed.key.keyId : undefined;
  if (registry.id === undefined) throw notOnline('registry.yaml has no id');
  if (publicKey !== undefined) {
    if (publicKey.keyId === known) return known;
    throw notOnline(
      `registry.yaml names ${known ?? 'no key'} as its online key, and this is ${publicKey.keyId}`,
    );
  }
  const isOnline =
    identity !== undefined &&
    identity.issuer === onlineIdentity?.issuer &&
    identity.subject === onlineIdentity.subject;
  if (isOnline) return null;
  throw notOnline(
    `registry.yaml names ${onlineIdentity?.subject ?? 'nobody'} as its online identity, and this is ${identity?.subject ?? 'nobody'}`,
  );
}

function notOnline(what: string): HyperError {
  return new HyperError('HYPER_CHECKPOINT_KEY', toOneLine(what), {
    hint: 'hyper key rotate registry --new PUBLIC_KEY makes a key the online key; an identity stands in registry.yaml as onlineIdentity',
  });
}

function toSeconds(moment: Date): string {
  return moment.toISOString().replace('.000Z', 'Z');
}
