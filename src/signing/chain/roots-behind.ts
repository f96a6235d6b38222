import { judgeFile } from './judge-file.ts';
import { keptRootPath, rootAt, rootAuthority } from './root-source.ts';
import type { RootFile, RootSource } from './root-source.ts';
import { signaturePathOf } from './signed-file.ts';
import { faultOfStatus } from './step.ts';
import type { Step, StepFault } from './step.ts';

/** A root that is kept from before the one that a walk starts with. */
export interface RootBehind {
  readonly step: Step;
  /** A root that is believed names another file in its place, it cannot be read, or its signatures are not those that it had;
   *  false also where nothing says anything of it. */
  readonly isDenied: boolean;
}

/**
 * The roots that are kept from before the one that a walk starts with. Its walk does not pass them, so what they sign
 * proves nothing of them: one is the true one where the root after it names its digest, by its own threshold. The signatures
 * beside the true one are its own, so that no byte of them changes unseen. Newest first; pure.
 */
export function judgeBehind(source: RootSource, start: number): RootBehind[] {
  const unreadable = source.unreadableKept ?? new Map<number, StepFault>();
  const numbers = [...source.kept.keys(), ...unreadable.keys()]
    .filter((number) => number < start)
    .sort((left, right) => right - left);
  const behind: RootBehind[] = [];
  let after = rootAt(source, start);
  for (const number of numbers) {
    const fault = unreadable.get(number);
    if (fault !== undefined) {
      behind.push({ step: toStep(number, fault), isDenied: true });
      after = undefined;
      continue;
    }
    const file = rootAt(source, number);
    const isNext = after !== undefined && after.manifest.version === number + 1;
    const named = isNext && after !== undefined ? namedBy(after, source) : undefined;
    if (file === undefined || named !== file.sha256) {
      behind.push({ step: toStep(number, unwalked(number)), isDenied: named !== undefined });
      after = undefined;
      continue;
    }
    const changed = faultOfSignatures(file, source);
    behind.push({ step: toStep(number, changed, file.sha256), isDenied: changed !== undefined });
    after = file;
  }
  return behind;
}

/** Hex sha256 of the root before, as a root that is believed says by its own threshold; undefined where it says none. */
function namedBy(after: RootFile, { now, proofs, registry }: RootSource): string | undefined {
  const authority = rootAuthority(after);
  const circumstances = { registry: registry ?? '', now, proofs, online: [], rule: 'root' } as const;
  const counts = new Map<string, number>();
  for (const { previous } of judgeFile(after, authority, circumstances).counted) {
    if (previous !== undefined) counts.set(previous, (counts.get(previous) ?? 0) + 1);
  }
  const [named, ...more] = [...counts].filter(([, count]) => count >= authority.threshold);
  return more.length > 0 ? undefined : named?.[0].slice('sha256:'.length);
}

/** What is wrong with the signatures of the true root: its own signers, and those of the root before it, made them. */
function faultOfSignatures(file: RootFile, source: RootSource): StepFault | undefined {
  const { now, proofs, registry, kept } = source;
  const { version } = file.manifest;
  const before = rootAt(source, version - 1);
  const circumstances = { registry: registry ?? '', now, proofs, online: [], rule: 'root' } as const;
  const status = judgeFile(file, rootAuthority(file), {
    ...circumstances,
    others: before === undefined ? [] : [rootAuthority(before)],
    mayHoldForeign: version > 1 && !kept.has(version - 1),
  });
  const fault = faultOfStatus(status);
  if (fault === undefined) return undefined;
  const path = signaturePathOf(keptRootPath(version));
  return {
    ...fault,
    hint: `restore ${path} from git: git log --all -- ${path}; nothing leans on it for this client`,
  };
}

function toStep(number: number, fault: StepFault | undefined, sha256?: string): Step {
  const path = keptRootPath(number);
  const title = `Trust root ${number} is the one that trust root ${number + 1} was made from`;
  const evidence = sha256 === undefined ? {} : { digest: `sha256:${sha256}` };
  if (fault === undefined) return { id: 'root', title, path, ok: true, evidence };
  return { id: 'root', title, path, ok: false, evidence, fault };
}

function unwalked(number: number): StepFault {
  const path = keptRootPath(number);
  return {
    code: 'HYPER_ROOT_UNWALKED',
    message: `"${path}" is older than the root that this client believes, and no root that it believes names these bytes`,
    hint: `restore it from git: git log --all -- ${path}; nothing leans on it for this client`,
  };
}
