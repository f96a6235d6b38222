import type { RememberedCheckpoint } from '../../catalog/index.ts';
import { HyperError, digestOf, toOneLine } from '../../core/index.ts';
import type { Digest } from '../../core/index.ts';
import { keptRootPath } from '../../signing/index.ts';
import type { RootPin, SeenRevisions } from '../../signing/index.ts';
import type { LoadedTrust } from '../../registry/index.ts';
import type { ClientState } from './client-state.ts';
import { laterCheckpoint } from '../on-site/site-checkpoint.ts';
import type { VerifyContext } from './verify-context.ts';
import { mergeRevisions } from './verify-revisions.ts';

const NOTHING: SeenRevisions = new Map();
const DIGEST = /^(?:sha256:)?([0-9a-f]{64})$/u;

/** The digest that a user gives for a root. Errors: `HYPER_USAGE_FLAG_VALUE`. Pure. */
export function parseRootDigest(text: string): Digest {
  const hex = DIGEST.exec(text.trim().toLowerCase())?.[1];
  if (hex !== undefined) return `sha256:${hex}`;
  throw new HyperError(
    'HYPER_USAGE_FLAG_VALUE',
    `expected the digest of a root, sha256: and 64 hex digits, got "${toOneLine(text)}"`,
    {
      hint: 'ask the keepers of the registry for it; it is the sha256 of trust/root.yaml',
    },
  );
}

/** What the client goes by: what it was told now, or what it believed before. */
export interface Belief {
  readonly pin: RootPin | undefined;
  readonly known: ClientState | undefined;
}

/**
 * The root that trust begins with. A digest that is given now is held beside what is remembered, unless an older state
 * of the registry is looked at.
 */
export async function recallRoot(
  context: VerifyContext,
  registry: string,
  given: Digest | undefined,
  isPast: boolean,
): Promise<Belief> {
  const known = given !== undefined && isPast ? undefined : await context.states.read(registry);
  if (known !== undefined)
    return { known, pin: { registry, version: known.rootVersion, digest: known.rootDigest } };
  return { known, pin: given === undefined ? undefined : { digest: given } };
}

/** Refuses a root that nobody vouches for, unless a person does (ATTACKS S23). Errors: `HYPER_ROOT_UNPINNED`. */
export async function confirmFirstUse(
  context: VerifyContext,
  { trust, registry }: LoadedTrust,
): Promise<void> {
  const { version, digest } = trust.root;
  const name = toOneLine(registry.manifest.name);
  const question = `This client has not seen the registry "${name}" before. Its trust root ${version} has the digest\n${digest}\nIs that the digest its keepers told you? It is believed from now on`;
  if ((await context.confirm?.(question)) === true) return;
  throw new HyperError(
    'HYPER_ROOT_UNPINNED',
    `this client has not seen the registry "${name}" before, and its trust root is ${digest}`,
    {
      hint: `compare the digest with what its keepers say, then run it once with --root ${digest}`,
    },
  );
}

/** Refuses a digest that was given and is that of no root here. Errors: `HYPER_ROOT_MISMATCH`. */
export function requireGivenRoot(loaded: LoadedTrust, given: Digest): void {
  const roots = [loaded.root, ...loaded.kept.values()];
  if (roots.some(({ bytes }) => digestOf(bytes) === given)) return;
  const { version, digest } = loaded.trust.root;
  const before =
    version > 1 ? `, and no ${keptRootPath(version - 1)} or earlier has that digest either` : ', the first';
  throw new HyperError('HYPER_ROOT_MISMATCH', `expected the trust root ${given}, got ${digest}`, {
    hint: `it is version ${version}${before}: ask the keepers of the registry`,
  });
}

/** What was believed now, besides the root. */
export interface Believed {
  /** Of the files that may change. */
  readonly revisions: SeenRevisions;
  /** What was known of these is dropped. */
  readonly forgotten: ReadonlySet<string> | 'all' | undefined;
  /** That of a site. */
  readonly checkpoint?: RememberedCheckpoint | undefined;
}

/**
 * Remembers how far the walk came and which revisions were believed, so that nothing older is believed again; all at once,
 * and beside what other runs have found meanwhile. Gives how many revisions found no room.
 */
export async function remember(
  { states }: VerifyContext,
  { trust, registry }: LoadedTrust,
  { known }: Belief,
  { revisions: found, forgotten, checkpoint }: Believed,
): Promise<number> {
  const { version: rootVersion, digest: rootDigest } = trust.root;
  const { id } = registry.manifest;
  const planned = mergeRevisions(known?.revisions ?? NOTHING, found);
  const isSeen = checkpoint === undefined || checkpoint.digest === known?.checkpoint?.digest;
  const isKnown = known?.rootDigest === rootDigest && !planned.isChanged && forgotten === undefined && isSeen;
  if (id === undefined || isKnown) return planned.left;
  let left = 0;
  await states.update(id, (state) => {
    const kept = keptOf(state?.revisions ?? NOTHING, forgotten);
    const merged = mergeRevisions(kept, found);
    left = merged.left;
    const { revisions } = merged;
    const seen = checkpoint && { checkpoint: laterCheckpoint(state?.checkpoint, checkpoint) };
    return state !== undefined && state.rootVersion >= rootVersion
      ? { ...state, ...seen, revisions }
      : { ...state, ...seen, rootVersion, rootDigest, revisions };
  });
  return left;
}

function keptOf(revisions: SeenRevisions, forgotten: Believed['forgotten']): SeenRevisions {
  if (forgotten === undefined) return revisions;
  return new Map([...revisions].filter(([path]) => forgotten !== 'all' && !forgotten.has(path)));
}
