import { digestOf } from '../../core/index.ts';
import type { Digest, Moment } from '../../core/index.ts';
import type { Authority } from './authority.ts';
import { judgeFile } from './judge-file.ts';
import { ROOT_PATH, keptRootPath, rootAt, rootAuthority } from './root-source.ts';
import type { RootFile, RootSource } from './root-source.ts';
import { judgeBehind } from './roots-behind.ts';
import type { RootBehind } from './roots-behind.ts';
import { parseTime } from './key-window.ts';
import { toSignatureStep } from './step.ts';
import type { Step, StepFault } from './step.ts';

/** Where the walk came to. */
export interface RootWalk {
  readonly steps: readonly Step[];
  /** The roots before the walk, the newest first; trust does not lean on them. */
  readonly behind: readonly RootBehind[];
  readonly isSound: boolean;
  /** Of trust/root.yaml. */
  readonly version: number;
  readonly digest: Digest;
  readonly authority: Authority;
}

/**
 * Walks from the pinned root (without one, from the earliest of the unbroken line that is kept) to the newest. Each is
 * signed by its own threshold and by that of the one before; the newest must not have ended (ATTACKS S16, G03). Pure.
 */
export function walkRoots(source: RootSource): RootWalk {
  const { current } = source;
  const { version } = current.manifest;
  const reached = {
    version,
    digest: digestOf(current.bytes),
    authority: rootAuthority(current),
  };
  const steps: Step[] = [];
  const start = findStart(source);
  if ('code' in start)
    steps.push(failed('pin', ROOT_PATH, 'The trust root is one that this client believes', start));
  else {
    const { title, digest } = start;
    steps.push({ id: 'pin', title, path: ROOT_PATH, ok: true, evidence: { digest } });
    let before = rootAt(source, start.version - 1);
    for (let number = start.version; number <= version; number += 1) {
      const file = rootAt(source, number);
      if (file === undefined) {
        steps.push(failed('root', keptRootPath(number), `Trust root ${number} is kept`, skipped(number)));
        break;
      }
      steps.push(...judgeRoot(source, file, before, number === start.version));
      before = file;
    }
    steps.push(judgeExpiry(current, source.now));
  }
  const behind = 'code' in start ? [] : judgeBehind(source, start.version);
  return { steps, behind, isSound: steps.every(({ ok }) => ok), ...reached };
}

/** Where the walk begins, and why there. */
interface Start {
  readonly version: number;
  readonly digest: Digest;
  readonly title: string;
}

function findStart(source: RootSource): Start | StepFault {
  const { pin, current, kept, registry } = source;
  const newest = current.manifest.version;
  const ahead = [...kept.keys()].find((version) => version > newest);
  if (ahead !== undefined) return rolledBack(newest, ahead, `${keptRootPath(ahead)} is there`);
  if (pin === undefined) return startWithoutPin(source);
  if (pin.registry !== undefined && pin.registry !== registry)
    return otherRegistry(`the pinned root is that of registry "${pin.registry}"`, registry);
  const { version, digest } = pin;
  if (version === undefined) {
    const file = [current, ...kept.values()].find(({ bytes }) => digestOf(bytes) === digest);
    if (file === undefined) return mismatch(digest, digestOf(current.bytes));
    const found = file.manifest.version;
    return { version: found, digest, title: `Trust root ${found} is the one that was given` };
  }
  if (newest < version) return rolledBack(newest, version, `this client has believed version ${version}`);
  const file = rootAt(source, version);
  if (file === undefined) return skipped(version);
  if (digestOf(file.bytes) !== digest) return mismatch(digest, digestOf(file.bytes));
  return { version, digest, title: `Trust root ${version} is the one that this client believes` };
}

/** The earliest of the unbroken line that ends at the newest; a root that is not the first must be led to. */
function startWithoutPin({ current, kept }: RootSource): Start | StepFault {
  const newest = current.manifest.version;
  let first = current;
  for (
    let before = kept.get(newest - 1);
    before !== undefined;
    before = kept.get(first.manifest.version - 1)
  ) {
    if (before.manifest.version >= first.manifest.version) break;
    first = before;
  }
  if (first === current && newest > 1) return skipped(newest - 1);
  const { version } = first.manifest;
  const title = `No root is pinned: trust begins with trust root ${version}, as it is here`;
  return { version, digest: digestOf(first.bytes), title };
}

/** The first root of a walk is believed by its digest, so that signatures of roots that are gone may stand in its file. */
function judgeRoot(
  source: RootSource,
  file: RootFile,
  before: RootFile | undefined,
  isFirst: boolean,
): Step[] {
  const { registry: own, version } = file.manifest;
  const what = `Trust root ${version}`;
  if (own === undefined || own !== source.registry) {
    const fault = otherRegistry(`"${file.path}" is of registry "${own ?? 'none'}"`, source.registry);
    return [failed('root', file.path, what, fault)];
  }
  const authority = rootAuthority(file);
  const above = before === undefined ? [] : [rootAuthority(before)];
  const { now, proofs } = source;
  const circumstances = { registry: own, now, proofs, online: [], rule: 'root' } as const;
  const isAlone = isFirst && version > 1 && before === undefined;
  const status = judgeFile(file, authority, { ...circumstances, others: above, mayHoldForeign: isAlone });
  if (isFirst) return [toSignatureStep('root', what, status)];
  const byAbove = above.map((one) => judgeFile(file, one, { ...circumstances, others: [authority] }));
  return [status, ...byAbove].map((one) => toSignatureStep('root', what, one));
}

function judgeExpiry({ path, manifest }: RootFile, now: Moment): Step {
  const end = parseTime(manifest.expiresAt);
  const title = `Trust root ${manifest.version} is in force until ${manifest.expiresAt}`;
  if (end !== undefined && !now.hasReached(end))
    return {
      id: 'root-expiry',
      title,
      path,
      ok: true,
      evidence: { expiresAt: manifest.expiresAt },
    };
  const message = `trust root ${manifest.version} ended at ${manifest.expiresAt}`;
  const hint =
    'fetch a newer commit; if this is the newest, its keepers must write the next root: hyper trust rotate';
  return failed('root-expiry', path, title, { code: 'HYPER_ROOT_EXPIRED', message, hint });
}

function failed(id: Step['id'], path: string, title: string, fault: StepFault): Step {
  return { id, title, path, ok: false, evidence: {}, fault };
}

function skipped(version: number): StepFault {
  const path = keptRootPath(version);
  const message = `"${path}" is missing, and no later root is believed without it`;
  return { code: 'HYPER_ROOT_SKIPPED', message, hint: restore(path) };
}

function rolledBack(found: number, known: number, why: string): StepFault {
  const message = `trust/root.yaml is version ${found}, and ${why}: expected at least ${known}`;
  return {
    code: 'HYPER_ROOT_ROLLBACK',
    message,
    hint: 'fetch the newest commit; if it is the newest, ask the keepers of the root',
  };
}

function mismatch(pinned: Digest, found: Digest): StepFault {
  const message = `expected the trust root ${pinned}, got ${found}`;
  const hint =
    'ask the keepers of the registry for the digest of its root; give it with --root only if it is really theirs';
  return { code: 'HYPER_ROOT_MISMATCH', message, hint };
}

function otherRegistry(what: string, expected: string | undefined): StepFault {
  const message = `${what}, expected "${expected ?? 'an id in registry.yaml'}"`;
  return {
    code: 'HYPER_ROOT_REGISTRY',
    message,
    hint: 'check that this is the registry you mean; every registry has roots of its own',
  };
}

function restore(path: string): string {
  return `restore it from git: git log --all -- ${path}`;
}
