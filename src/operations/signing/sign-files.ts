import { HyperError, digestOf, mapConcurrently, throwIfInterrupted, toOneLine } from '../../core/index.ts';
import type { Digest, JsonObject } from '../../core/index.ts';
import { planSignature } from '../../lifecycle/index.ts';
import type { SignaturePlan } from '../../lifecycle/index.ts';
import type { FieldChange } from '../../registry/index.ts';
import {
  MAX_BUNDLES,
  PAYLOAD_TYPE,
  parseBundles,
  renderBundles,
  renderStatement,
  signaturePathOf,
} from '../../signing/index.ts';
import type { SignatureBundle } from '../../signing/index.ts';
import type { ListedParties } from './named-signers.ts';
import { changed } from './read-signed-manifests.ts';
import type {
  OpenedSigner,
  RegistryFiles,
  ShownFile,
  SignatureFile,
  SigningContext,
} from './signing-context.ts';

/** Signatures that are made at once: a log or an agent takes its time. */
const SIGNING_CONCURRENCY = 8;
const READING_CONCURRENCY = 32;
/** Signatures between two reports of progress. */
const PROGRESS_STEP = 50;

/** What became of one file. */
export interface SignedRow {
  readonly path: string;
  /** The file of its signatures. */
  readonly signatures: string;
  /** sha256 of the manifest's exact bytes. */
  readonly digest: Digest;
  /** `present`: the signer had signed these bytes before; `planned`: nothing was signed, as was asked. */
  readonly status: 'signed' | 'present' | 'planned';
  /** Signatures of former bytes that went. */
  readonly dropped: number;
  /** The payload, an in-toto statement. */
  readonly statement: JsonObject;
  readonly comparedWith: string | null;
  readonly changes: readonly FieldChange[];
  /** Whose signatures the file says will count; null where it says nothing of it. */
  readonly named: ListedParties | null;
}

/** The row of a draft that nothing is done to. Pure. */
export function toRow(draft: ShownFile, status: SignedRow['status'], dropped = 0): SignedRow {
  const { path, digest, comparedWith, changes, named, statement } = draft;
  const payload = JSON.parse(Buffer.from(renderStatement(statement)).toString('utf8')) as JsonObject;
  return {
    path,
    signatures: signaturePathOf(path),
    digest,
    status,
    dropped,
    statement: payload,
    comparedWith,
    changes,
    named,
  };
}

/** What signing asks of the world besides files and signer. */
type SigningWorld = Pick<SigningContext, 'review' | 'signal' | 'progress'>;

interface PlannedDraft {
  readonly draft: ShownFile;
  readonly before: Uint8Array | undefined;
  readonly since: number | undefined;
  readonly plan: SignaturePlan;
}

/**
 * Signs what is not signed yet, after it was shown, and writes all signatures or none. A file whose bytes are not those
 * that were shown stops everything; signatures that others added meanwhile stay. `since` says of paths from when on the
 * signer counts: what it signed before is signed again. Errors: `HYPER_SIGN_CHANGED`,
 * `HYPER_SIGN_DECLINED`, `HYPER_INTERRUPTED`, `HYPER_BUNDLE_INVALID`, `HYPER_BUNDLE_LIMIT`, those of signer and files.
 */
export async function signDrafts(
  context: SigningWorld,
  files: RegistryFiles,
  signer: OpenedSigner,
  drafts: readonly ShownFile[],
  since: ReadonlyMap<string, number> = new Map(),
): Promise<readonly SignedRow[]> {
  const planned = await mapConcurrently(drafts, READING_CONCURRENCY, (draft) =>
    planOne(files, signer, draft, since.get(draft.path)),
  );
  const wanted = planned.filter(({ plan }) => plan.kind === 'sign');
  if (wanted.length > 0) {
    const shown = wanted.map(({ draft }) => draft);
    if (!(await context.review(shown, signer.name))) {
      throw new HyperError('HYPER_SIGN_DECLINED', 'nothing was signed', {
        hint: 'answer y, or give --yes where nobody can answer',
      });
    }
    const made = await signAll(context, signer, wanted);
    await files.write(async () => {
      throwIfInterrupted(context.signal);
      const written = await mapConcurrently([...made], READING_CONCURRENCY, ([one, bundle]) =>
        toFiles(files, signer, one, bundle),
      );
      return written.flat();
    });
  }
  return planned.map(({ draft, plan }) =>
    plan.kind === 'present' ? toRow(draft, 'present') : toRow(draft, 'signed', plan.dropped),
  );
}

async function planOne(
  files: RegistryFiles,
  signer: OpenedSigner,
  draft: ShownFile,
  since: number | undefined,
): Promise<PlannedDraft> {
  const before = await files.read(signaturePathOf(draft.path));
  return { draft, before, since, plan: await planOver(before, signer, draft, since) };
}

async function planOver(
  before: Uint8Array | undefined,
  signer: OpenedSigner,
  { path, statement }: ShownFile,
  since: number | undefined,
): Promise<SignaturePlan> {
  const existing = readBundles(before, signaturePathOf(path));
  const own = new Map<SignatureBundle, 'own' | 'weaker'>();
  for (const bundle of existing) {
    const whose = await signer.judge(bundle);
    if (whose !== 'other') own.set(bundle, whose);
  }
  return planSignature(statement, existing, own, since);
}

/** The bundles of a signature file. Errors: `HYPER_BUNDLE_INVALID`, `HYPER_BUNDLE_LIMIT`. */
export function readBundles(bytes: Uint8Array | undefined, path: string): readonly SignatureBundle[] {
  if (bytes === undefined) return [];
  const outcome = parseBundles(bytes);
  if (outcome.ok) return outcome.bundles;
  throw new HyperError(outcome.code, `cannot add to "${toOneLine(path)}": ${outcome.reason}`, {
    hint: isUnmerged(bytes)
      ? `two have signed at once: git checkout --theirs ${toOneLine(path)}; then sign again, signatures add up`
      : 'restore it from git, or remove it and have everybody sign again',
  });
}

/** Whether git has left both sides of a merge in the file. */
function isUnmerged(bytes: Uint8Array): boolean {
  const text = `\n${Buffer.from(bytes).toString('utf8')}`;
  return text.includes('\n<<<<<<< ') && text.includes('\n>>>>>>> ');
}

async function signAll(
  context: SigningWorld,
  signer: OpenedSigner,
  wanted: readonly PlannedDraft[],
): Promise<ReadonlyMap<PlannedDraft, SignatureBundle>> {
  const made = new Map<PlannedDraft, SignatureBundle>();
  await mapConcurrently(wanted, SIGNING_CONCURRENCY, async (one) => {
    throwIfInterrupted(context.signal);
    if (one.plan.kind !== 'sign') return;
    made.set(one, await signer.signEnvelope(PAYLOAD_TYPE, one.plan.payload));
    if (made.size % PROGRESS_STEP === 0) context.progress?.(made.size, wanted.length, 'signatures');
  });
  return made;
}

/** The new signature file, made anew where somebody wrote it meanwhile; none where that was this very signature. */
async function toFiles(
  files: RegistryFiles,
  signer: OpenedSigner,
  { draft, before, since, plan }: PlannedDraft,
  bundle: SignatureBundle,
): Promise<readonly SignatureFile[]> {
  const bytes = await files.read(draft.path);
  if (bytes === undefined || digestOf(bytes) !== draft.digest) {
    const now = bytes === undefined ? 'it is gone' : `it has ${digestOf(bytes)}, shown was ${draft.digest}`;
    throw changed(draft.path, now);
  }
  const path = signaturePathOf(draft.path);
  const current = await files.read(path);
  const isSame = Buffer.compare(current ?? new Uint8Array(), before ?? new Uint8Array()) === 0;
  const final = isSame ? plan : await planOver(current, signer, draft, since);
  if (final.kind === 'present') return [];
  if (final.kept.length >= MAX_BUNDLES) {
    throw new HyperError(
      'HYPER_BUNDLE_LIMIT',
      `"${toOneLine(path)}" holds ${String(MAX_BUNDLES)} bundles already`,
      {
        hint: 'remove those that are not needed',
      },
    );
  }
  return [{ path, bytes: renderBundles([...final.kept, bundle]) }];
}
