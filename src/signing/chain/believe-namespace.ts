import { toOneLine } from '../../core/index.ts';
import type { NamespaceManifest } from '../../manifest/index.ts';
import { readAuthority } from './authority.ts';
import type { Authority } from './authority.ts';
import { judgeFile } from './judge-file.ts';
import type { Circumstances, SigningStatus } from './signing-status.ts';
import type { SignedFile } from './signed-file.ts';
import { faultOfStatus, toSignatureStep } from './step.ts';
import type { Step, StepFault } from './step.ts';

export type NamespaceFile = SignedFile<NamespaceManifest>;

/** The earlier versions of a namespace's manifest, each with all its signatures. */
export interface NamespaceHistory {
  /** Newest first. */
  readonly versions: readonly NamespaceFile[];
  /** Why there may be earlier ones; undefined where these are all, or where none were read. */
  readonly cut: 'shallow' | 'long' | undefined;
}

export const NO_HISTORY: NamespaceHistory = { versions: [], cut: undefined };

/** Whether a namespace's manifest is believed, and who counts in it. */
export interface NamespaceBelief {
  readonly step: Step;
  /** The namespace's own signers; where it names none, or is not believed, those above it. */
  readonly authority: Authority;
  /** Its signatures speak of an earlier version that was not given. */
  readonly wantsHistory: boolean;
}

/**
 * A namespace is believed by the threshold of the authority above it, or by that of its own previous version, which must
 * itself be believed (SPEC section 4). Pure.
 */
export function believeNamespace(
  file: NamespaceFile,
  above: Authority,
  { versions: history, cut }: NamespaceHistory,
  circumstances: Circumstances,
): NamespaceBelief {
  const what = `Namespace ${file.manifest.path}`;
  const own = ownAuthority(file);
  const alone = judgeFile(file, above, { ...circumstances, others: own === undefined ? [] : [own] });
  if (alone.isSigned)
    return { step: toSignatureStep('namespace', what, alone), authority: own ?? above, wantsHistory: false };
  const self = new SelfSigned(above, history, circumstances).judge(file);
  if (self !== undefined)
    return { step: toSignatureStep('namespace', what, self), authority: own ?? above, wantsHistory: false };
  const wantsHistory = history.length === 0 && file.signatures.kind === 'bundles';
  const fault = cut === undefined ? undefined : toCutFault(file.path, cut, faultOfStatus(alone));
  return { step: toSignatureStep('namespace', what, alone, fault), authority: above, wantsHistory };
}

/** What may be missing is told in place of what is wrong without it. */
function toCutFault(
  path: string,
  cut: 'shallow' | 'long',
  fault: StepFault | undefined,
): StepFault | undefined {
  if (fault === undefined) return undefined;
  const name = toOneLine(path);
  const [why, hint] =
    cut === 'shallow'
      ? ['this clone holds only the end of the history', 'git fetch --unshallow; then verify again']
      : [
          'only its newest versions are read',
          `have those above sign what it says now: hyper trust status names who must sign ${name}`,
        ];
  const message = `"${name}" may be signed by an earlier version of itself, and ${why}: ${fault.message}`;
  return { code: 'HYPER_HISTORY_CUT', message, hint };
}

/** The signers that a namespace names itself. Pure. */
export function ownAuthority({
  path,
  manifest,
}: Pick<NamespaceFile, 'path' | 'manifest'>): Authority | undefined {
  if (manifest.signing === undefined) return undefined;
  return readAuthority({ kind: 'namespace', name: `namespace ${manifest.path}`, path }, manifest.signing);
}

/**
 * The walk back through the versions of one namespace: each version is judged once, so it ends. It must end at the newest
 * version that the authority above has signed: with that signature the authority takes a namespace back from a thief, so
 * that no line which leaves an earlier version beside it is believed any more (ATTACKS S15).
 */
class SelfSigned {
  readonly #above: Authority;
  readonly #history: readonly { readonly file: NamespaceFile; readonly authority: Authority | undefined }[];
  readonly #circumstances: Circumstances;
  readonly #believed = new Map<string, boolean>();
  #newest: ReadonlySet<string> | undefined;

  constructor(above: Authority, history: readonly NamespaceFile[], circumstances: Circumstances) {
    this.#above = above;
    this.#circumstances = circumstances;
    this.#history = history.map((file) => ({ file, authority: ownAuthority(file) }));
  }

  /** The status of a file whose previous version signed it and is believed; undefined where there is none. What else was
   *  ever committed beside an earlier version does it no harm. */
  judge(file: NamespaceFile, isNow = true): SigningStatus | undefined {
    const own = ownAuthority(file);
    const others = [
      this.#above,
      ...(own === undefined ? [] : [own]),
      ...this.#history.flatMap(({ authority }) => authority ?? []),
    ];
    for (const { file: earlier, authority } of this.#history) {
      if (authority === undefined || earlier.sha256 === file.sha256) continue;
      const named = { ...authority, name: `the version of ${authority.name} before it` };
      const status = judgeFile(file, named, {
        ...this.#circumstances,
        others: others.filter((one) => one !== authority),
      });
      const naming = status.counted.filter(({ previous }) => previous === `sha256:${earlier.sha256}`);
      const isEnough = isNow ? status.isSigned : status.needed === 0;
      if (!isEnough || naming.length < authority.threshold) continue;
      if (this.#isBelieved(earlier)) return status;
    }
    return undefined;
  }

  #isBelieved(file: NamespaceFile): boolean {
    const known = this.#believed.get(file.sha256);
    if (known !== undefined) return known;
    // While it is being judged it is not believed: versions that name each other prove nothing.
    this.#believed.set(file.sha256, false);
    const isBelieved = this.#isNewestFromAbove(file) || this.judge(file, false) !== undefined;
    this.#believed.set(file.sha256, isBelieved);
    return isBelieved;
  }

  /** Two versions of one revision would leave open which is the newer: then neither is. */
  #isNewestFromAbove({ sha256 }: NamespaceFile): boolean {
    if (this.#newest === undefined) {
      const fromAbove = this.#history.map(({ file }) => file).filter((file) => this.#isFromAbove(file));
      const revision = Math.max(...fromAbove.map(revisionOf));
      this.#newest = new Set(
        fromAbove.filter((file) => revisionOf(file) === revision).map((file) => file.sha256),
      );
    }
    return this.#newest.size === 1 && this.#newest.has(sha256);
  }

  #isFromAbove(file: NamespaceFile): boolean {
    const own = ownAuthority(file);
    const others = [
      ...(own === undefined ? [] : [own]),
      ...this.#history.flatMap(({ authority }) => authority ?? []),
    ];
    return judgeFile(file, this.#above, { ...this.#circumstances, others }).needed === 0;
  }
}

function revisionOf({ manifest }: NamespaceFile): number {
  return manifest.revision ?? 1;
}
