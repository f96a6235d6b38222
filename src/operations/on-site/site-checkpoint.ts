import { Buffer } from 'node:buffer';
import {
  CHECKPOINT_BUNDLE_PATH,
  CHECKPOINT_PATH,
  HISTORY_PATH,
  compareCheckpoint,
  parseCheckpoint,
  parseHistory,
  trailOf,
} from '../../catalog/index.ts';
import type { Checkpoint, CheckpointFault, RememberedCheckpoint } from '../../catalog/index.ts';
import { HyperError, digestHex, digestOf } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { LoadedTrust } from '../../registry/index.ts';
import { judgeCheckpoint } from '../verify/judge-checkpoint.ts';
import type { Site } from './site.ts';

const MAX_CHECKPOINT_BYTES = 268_435_456;
const MAX_BUNDLE_FILE_BYTES = 1_048_576;

/** What a checkpoint that somebody shows is held against. */
export interface CheckpointMemory {
  /** The last one that was believed. */
  readonly remembered: RememberedCheckpoint | undefined;
  readonly now: Date;
}

/** The checkpoint of a site, as far as it could be believed. */
export type ReadCheckpoint =
  | { readonly kind: 'unsigned' | 'unreadable'; readonly faults: readonly Diagnostic[] }
  | {
      readonly kind: 'read';
      readonly checkpoint: Checkpoint;
      /** What a client keeps of it, once it believes it. */
      readonly shown: RememberedCheckpoint;
      /** Whether it is fresh, and follows from what was seen before. */
      readonly faults: readonly CheckpointFault[];
    };

/**
 * Reads the checkpoint of a site: whether the online key signed it, what it says, whether it has ended, and whether it
 * follows from the one that was believed last (SPEC section 7; ATTACKS G01, G02, G03).
 * Errors: `HYPER_CHECKPOINT_MISSING`, those of the site.
 */
export async function readCheckpoint(
  site: Pick<Site, 'label' | 'read'>,
  loaded: LoadedTrust,
  { remembered, now }: CheckpointMemory,
): Promise<ReadCheckpoint> {
  const registry = loaded.registry.manifest.id ?? '';
  const bytes = await requireFile(site, CHECKPOINT_PATH, MAX_CHECKPOINT_BYTES);
  const bundle = await requireFile(site, CHECKPOINT_BUNDLE_PATH, MAX_BUNDLE_FILE_BYTES);
  const signed = await judgeCheckpoint({ registry, bytes, bundle, now: now.getTime() }, loaded);
  if (signed.length > 0) return { kind: 'unsigned', faults: signed };
  const parsed = parseCheckpoint(bytes);
  if (!parsed.ok) return { kind: 'unreadable', faults: [invalid(parsed.reason)] };
  const { checkpoint } = parsed;
  const { sequence, commit, time } = checkpoint;
  const history = await readHistory(site, checkpoint);
  const digest = digestOf(bytes);
  return {
    kind: 'read',
    checkpoint,
    shown: { sequence, commit, time, digest, trail: trailOf(history) },
    faults: compareCheckpoint(checkpoint, { registry, remembered, history, digest, now }),
  };
}

/** The one of two checkpoints to remember: nothing older takes the place of what another run has found meanwhile. Pure. */
export function laterCheckpoint(
  kept: RememberedCheckpoint | undefined,
  shown: RememberedCheckpoint,
): RememberedCheckpoint {
  if (kept === undefined || shown.sequence > kept.sequence) return shown;
  if (shown.sequence < kept.sequence) return kept;
  return Date.parse(shown.time) >= Date.parse(kept.time) ? shown : kept;
}

async function requireFile(
  site: Pick<Site, 'label' | 'read'>,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const bytes = await site.read(path, maxBytes);
  if (bytes !== undefined) return bytes;
  throw new HyperError('HYPER_CHECKPOINT_MISSING', `there is no "${path}" in ${site.label}`, {
    hint: 'the operator signs a build with: hyper build --key ONLINE_KEY',
  });
}

/** The commits that led to the checkpoint, as the file says that the checkpoint itself lists; else none. */
async function readHistory(site: Pick<Site, 'read'>, { files }: Checkpoint): Promise<readonly string[]> {
  const listed = files.find(({ path }) => path === HISTORY_PATH);
  const bytes = listed && (await site.read(HISTORY_PATH, listed.size));
  if (bytes === undefined || digestHex(bytes) !== listed?.sha256) return [];
  return parseHistory(Buffer.from(bytes).toString('utf8')) ?? [];
}

function invalid(reason: string): Diagnostic {
  return {
    code: 'HYPER_CHECKPOINT_INVALID',
    severity: 'error',
    path: CHECKPOINT_PATH,
    message: `the checkpoint cannot be used: ${reason}`,
    hint: 'build the site again: hyper build --clean --key ONLINE_KEY',
  };
}
