import { judgeFile } from './judge-file.ts';
import { keptRootPath, rootAt, rootAuthority } from './root-source.ts';
import type { RootFile, RootSource } from './root-source.ts';
import type { Step, StepFault } from './step.ts';

/** A root that is kept from before the one that a walk starts with. */
export interface RootBehind {
  readonly step: Step;
  /** A root that is believed names another file in its place; false also where none says anything of it. */
  readonly isDenied: boolean;
}

/**
 * The roots that are kept from before the one that a walk starts with. Its walk does not pass them, so what they sign
 * proves nothing of them: one is the true one where the root after it names its digest, by its own threshold. Newest
 * first; pure.
 */
export function judgeBehind(source: RootSource, start: number): RootBehind[] {
  const numbers = [...source.kept.keys()]
    .filter((number) => number < start)
    .sort((left, right) => right - left);
  const behind: RootBehind[] = [];
  let after = rootAt(source, start);
  for (const number of numbers) {
    const file = rootAt(source, number);
    const isNext = after !== undefined && after.manifest.version === number + 1;
    const named = isNext && after !== undefined ? namedBy(after, source) : undefined;
    const isNamed = file !== undefined && named === file.sha256;
    behind.push({ step: toStep(number, file, isNamed), isDenied: named !== undefined && !isNamed });
    after = isNamed ? file : undefined;
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

function toStep(number: number, file: RootFile | undefined, isNamed: boolean): Step {
  const path = keptRootPath(number);
  const title = `Trust root ${number} is the one that trust root ${number + 1} was made from`;
  if (isNamed && file !== undefined)
    return { id: 'root', title, path, ok: true, evidence: { digest: `sha256:${file.sha256}` } };
  const fault: StepFault = {
    code: 'HYPER_ROOT_UNWALKED',
    message: `"${path}" is older than the root that this client believes, and no root that it believes names these bytes`,
    hint: `restore it from git: git log --all -- ${path}; nothing leans on it for this client`,
  };
  return { id: 'root', title, path, ok: false, evidence: {}, fault };
}
