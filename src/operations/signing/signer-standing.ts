import { Moment, digestOf, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { parentOf, parseNamespacePath } from '../../names/index.ts';
import { lineageOf, parseSigned, roleOf } from '../../registry/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import {
  ROOT_PATH,
  formatSigners,
  judgeFile,
  judgeParty,
  keptRootPath,
  ownAuthority,
  rootAuthority,
  signaturePathOf,
} from '../../signing/index.ts';
import type { Authority, RootFile, SignedManifest, SigningParty } from '../../signing/index.ts';
import type { RegistryFiles } from './signing-context.ts';

/** What the signature of this signer is worth for one file. */
export interface SignerStanding {
  /** `later`: it counts as soon as the trust root has the signatures that it asks for; `unknown`: there is no root. */
  readonly verdict: 'counts' | 'later' | 'foreign' | 'unknown';
  /** In words, for whom it counts, or why it does not. */
  readonly reason: string;
}

/** The standing of each file that is to be signed, and what is to be said of it. */
export interface JudgedSigner {
  /** In order of the subjects. */
  readonly standings: readonly SignerStanding[];
  /** From when on the key counts, in milliseconds since 1970, by path; what it signed before does not count. */
  readonly since: ReadonlyMap<string, number>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a signer is judged. */
export interface StandingPlace {
  readonly snapshot: Snapshot;
  readonly files: RegistryFiles;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Signs nevertheless: what does not count is a warning. */
  readonly isForced: boolean;
  /** What one can do in place of signing so, for the hint. */
  readonly instead: string;
}

/**
 * Judges, before anything is written, whether the signatures that a signer would make count where they would stand: a
 * signature of an unknown signer makes a file refused, however many good ones are beside it. Goes by what the files of the
 * working tree say, as a signing event signs all of them. Codes: `HYPER_SIGN_FOREIGN`, `HYPER_SIGN_UNJUDGED`.
 */
export async function judgeSigner(
  place: StandingPlace,
  party: SigningParty,
  subjects: readonly SignedManifest[],
): Promise<JudgedSigner> {
  const root = await readRoot(place.files, ROOT_PATH);
  const signers = new StructuralSigners(place.snapshot, root);
  const standings: SignerStanding[] = [];
  const diagnostics: Diagnostic[] = [];
  const since = new Map<string, number>();
  const isOpen = root !== undefined && !isSignedRoot(root, place.now);
  for (const subject of subjects) {
    const [first, ...more] = await authoritiesOf(subject, signers, place.files);
    if (first === undefined) {
      standings.push({ verdict: 'unknown', reason: 'there is no trust root to judge by' });
      continue;
    }
    const standing = judgeParty(party, [first, ...more], new Moment(place.now));
    if (standing.counts) {
      // A root ends keys by its versions, not by time.
      if (standing.since !== undefined && subject.manifest.kind !== 'TrustRoot')
        since.set(subject.path, standing.since);
      const reason = `it counts for ${standing.authority.name}`;
      const isLater = isOpen && subject.manifest.kind !== 'TrustRoot';
      standings.push(
        isLater
          ? { verdict: 'later', reason: `${reason}, once the trust root is signed` }
          : { verdict: 'counts', reason },
      );
      continue;
    }
    standings.push({ verdict: 'foreign', reason: standing.reason });
    diagnostics.push(foreign(subject.path, standing, place));
  }
  if (standings.some(({ verdict }) => verdict === 'unknown')) diagnostics.push(unjudged());
  return { standings, since, diagnostics };
}

/** Whose signatures will count below each namespace, each worked out once. */
class StructuralSigners {
  readonly #snapshot: Snapshot;
  readonly #root: Authority | undefined;
  readonly #known = new Map<string | undefined, Authority>();

  constructor(snapshot: Snapshot, root: RootFile | undefined) {
    this.#snapshot = snapshot;
    this.#root = root && rootAuthority(root);
  }

  /** None where there is no root. */
  of(namespace: string | undefined): readonly Authority[] {
    if (this.#root === undefined) return [];
    const found = this.#known.get(namespace) ?? structuralSigners(this.#snapshot, namespace, this.#root);
    this.#known.set(namespace, found);
    return [found];
  }
}

/** Whose signatures may count for the file: any of them. None where no root says so. */
async function authoritiesOf(
  { path, manifest, bytes }: SignedManifest,
  signers: StructuralSigners,
  files: RegistryFiles,
): Promise<readonly Authority[]> {
  if (manifest.kind === 'TrustRoot') {
    const before = await readRoot(files, keptRootPath(manifest.version - 1));
    return [rootAuthority({ path, manifest }), ...(before === undefined ? [] : [rootAuthority(before)])];
  }
  const role = roleOf(path);
  if (role.kind === 'namespace') {
    const parsed = parseNamespacePath(role.namespace);
    const above = signers.of(parsed.ok ? parentOf(parsed.value) : undefined);
    const former = above.length === 0 ? undefined : await files.readFormer(path, digestOf(bytes));
    return [...above, ...(former === undefined ? [] : ownSigners(path, former))];
  }
  const isBelow = role.kind === 'policy' || role.kind === 'release' || role.kind === 'state';
  return signers.of(isBelow ? role.namespace : undefined);
}

function ownSigners(path: string, former: Uint8Array): readonly Authority[] {
  const parsed = parseSigned(path, former, undefined);
  if (!parsed.ok || parsed.file.manifest.kind !== 'Namespace') return [];
  const own = ownAuthority({ path, manifest: parsed.file.manifest });
  return own === undefined ? [] : [{ ...own, name: `the version of ${own.name} before it` }];
}

async function readRoot(files: RegistryFiles, path: string): Promise<RootFile | undefined> {
  const bytes = await files.read(path);
  const signatures = bytes === undefined ? undefined : await files.read(signaturePathOf(path));
  const parsed = bytes === undefined ? undefined : parseSigned(path, bytes, signatures);
  if (parsed?.ok !== true || parsed.file.manifest.kind !== 'TrustRoot') return undefined;
  const { manifest } = parsed.file;
  return { ...parsed.file, manifest };
}

/** Whether the root has enough signatures of its own signers; that one may be missing is no fault here. */
function isSignedRoot(root: RootFile, now: number): boolean {
  const registry = root.manifest.registry ?? '';
  const circumstances = {
    registry,
    now: new Moment(now),
    online: [],
    rule: 'root',
    mayHoldForeign: true,
  } as const;
  return (
    judgeFile(root, rootAuthority(root), { ...circumstances, proofs: () => ({ ok: true, times: [] }) })
      .needed === 0
  );
}

/** Whose signatures will count below a namespace once all of a signing event is signed: nobody above needs to be believed yet. */
export function structuralSigners(
  snapshot: Snapshot,
  namespace: string | undefined,
  root: Authority,
): Authority {
  const line = namespace === undefined ? [] : lineageOf(snapshot, namespace);
  const nearest = line.findLast(({ manifest }) => manifest.signing !== undefined);
  const path = nearest && snapshot.index.namespaces.get(nearest.path)?.manifest?.path;
  if (nearest === undefined || path === undefined) return root;
  return ownAuthority({ path, manifest: nearest.manifest }) ?? root;
}

function foreign(
  path: string,
  { reason, wanted }: { readonly reason: string; readonly wanted: Parameters<typeof formatSigners>[0] },
  { isForced, instead }: StandingPlace,
): Diagnostic {
  const who = wanted.length === 0 ? '' : `sign with one of: ${toOneLine(formatSigners(wanted))}; `;
  return {
    code: 'HYPER_SIGN_FOREIGN',
    severity: isForced ? 'warning' : 'error',
    path,
    message: `a signature of this signer does not count for "${toOneLine(path)}": ${toOneLine(reason)}`,
    hint: `${who}add a key with: hyper key rotate NAMESPACE --new KEY; ${instead}`,
  };
}

function unjudged(): Diagnostic {
  return {
    code: 'HYPER_SIGN_UNJUDGED',
    severity: 'info',
    message: 'there is no trust root that can be read, so nothing says whose signatures count here',
    hint: 'make one with: hyper trust init',
  };
}
