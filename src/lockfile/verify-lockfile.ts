import { toOneLine } from '../core/index.ts';
import type { Code, Diagnostic, Severity } from '../core/index.ts';
import { formatCodeFrame } from '../document/index.ts';
import type { ParsedDocument, Pointer } from '../document/index.ts';
import type { Gap } from './find-gaps.ts';
import { MOVE_ON, describeStanding } from './describe-standing.ts';
import type { ReleaseStanding } from './describe-standing.ts';
import { differs, isEqual, plain } from './lock-words.ts';
import type { LockChain } from './lock-chain.ts';
import type { LockedPackage, LockedRegistry, Lockfile, ReleaseIdentity } from './lockfile.ts';
import type { ReadLockfile } from './parse-lockfile.ts';

/** What the registries say now of a locked release. */
export interface ReleaseTruth {
  /** Undefined where there is no such release to be read. */
  readonly identity: ReleaseIdentity | undefined;
  /** False where it cannot be told who signed; then a signer in the lock is left as it is. */
  readonly isSignerKnown?: boolean;
  readonly standing: ReleaseStanding;
}

/** What a lock is compared with. */
export interface LockTruth {
  /** By name, for every registry that packages of the lock come from; with its address where the project says it. */
  readonly registries: ReadonlyMap<string, LockedRegistry>;
  /** By `namespace/name`, for every package of the lock. */
  readonly releases: ReadonlyMap<string, ReleaseTruth>;
  /** The lock that follows from the locked versions and the manifests, where that could be told. */
  readonly expected: Lockfile | undefined;
  /** What the locked versions leave open. */
  readonly gaps: readonly Gap[];
  /** Left out where nobody verified it. */
  readonly chain?: LockChain;
}

/**
 * Every difference between a lock and the truth, each field with its own code, in the order of the lock: what was
 * altered in it (ATTACKS R02, R03), and what happened to its releases since (R04). Pure.
 */
export function verifyLockfile(read: ReadLockfile, truth: LockTruth): readonly Diagnostic[] {
  const found = new Findings(read.document);
  read.lockfile.registries.forEach((registry, at) => {
    verifyRegistry(registry, truth.registries.get(registry.name), (code, message, field, hint) => {
      found.add('error', code, message, ['registries', at, ...field], hint);
    });
    for (const { code, message, hint, severity = 'error' } of truth.chain?.registries.get(registry.name) ??
      [])
      found.add(severity, code, message, ['registries', at], hint);
  });
  const named = new Set(read.lockfile.registries.map(({ name }) => name));
  for (const { name } of truth.registries.values()) {
    if (!named.has(name))
      found.add('error', 'HYPER_LOCK_REGISTRY', `the lock leaves out "${name}"`, ['registries']);
  }
  for (const [reference, locked] of read.lockfile.packages) {
    for (const { code, message, hint, severity = 'error' } of truth.chain?.releases.get(reference) ?? [])
      found.add(severity, code, message, ['packages', reference], hint);
    const one = truth.releases.get(reference);
    const expected = truth.expected?.packages.get(reference);
    if (truth.expected !== undefined && expected === undefined) {
      found.package('HYPER_LOCK_EXTRA', `nothing needs "${reference}"`, reference, []);
    }
    if (one !== undefined) verifyPackage(found, reference, locked, one);
    if (expected !== undefined) verifyUse(found, reference, locked, expected);
  }
  for (const gap of truth.gaps) addGap(found, gap, read.lockfile);
  return found.diagnostics;
}

function addGap(found: Findings, { from, need, version }: Gap, lockfile: Lockfile): void {
  const asker = from === undefined ? 'the project' : `"${from}"`;
  const got = version === undefined ? 'the lock has none' : `the lock has ${version}`;
  const message = `${asker} needs "${need.target} ${need.range}", ${got}`;
  const requirement = lockfile.requirements.findIndex(({ artifact }) => artifact === need.target);
  const own = from === undefined && requirement >= 0 ? ['requirements', requirement] : ['requirements'];
  const pointer =
    version === undefined ? (from === undefined ? own : ['packages', from]) : ['packages', need.target];
  found.add('error', 'HYPER_LOCK_INCOMPLETE', message, pointer, 'hyper deps resolve writes the lock anew');
}

class Findings {
  readonly diagnostics: Diagnostic[] = [];
  readonly #document: ParsedDocument;

  constructor(document: ParsedDocument) {
    this.#document = document;
  }

  add(severity: Severity, code: Code, message: string, pointer: Pointer, hint = DEFAULT_HINT): void {
    const span = this.#document.locate(pointer, 'key');
    const frame = formatCodeFrame(this.#document.text, span);
    this.diagnostics.push({ code, severity, message: toOneLine(message), span, hint, frame });
  }

  package(code: Code, message: string, reference: string, field: Pointer, hint?: string): void {
    this.add('error', code, message, ['packages', reference, ...field], hint);
  }
}

const MOVED_HINT = 'if the registry moved: hyper deps resolve; if not, find out who changed the lock';
const DEFAULT_HINT = 'find out who changed the lock; hyper deps resolve writes it anew';

function verifyRegistry(
  locked: LockedRegistry,
  actual: LockedRegistry | undefined,
  add: (code: Code, message: string, field: readonly string[], hint?: string) => void,
): void {
  if (actual === undefined) {
    add('HYPER_LOCK_REGISTRY', `the project has no registry "${locked.name}"`, []);
    return;
  }
  if (locked.id !== actual.id) {
    const message = `"${locked.name}" has the id ${actual.id ?? 'of none'}, the lock is of ${locked.id ?? 'none'}`;
    add('HYPER_LOCK_REGISTRY', message, locked.id === undefined ? [] : ['id']);
  }
  if (actual.url !== undefined && locked.url !== actual.url) {
    const message = differs(locked.name, 'address', locked.url, actual.url);
    const field = locked.url === undefined ? [] : ['url'];
    add('HYPER_LOCK_ADDRESS', message, field, MOVED_HINT);
  }
  if ((actual.rootVersion ?? 0) < (locked.rootVersion ?? 0)) {
    const now = String(actual.rootVersion ?? 'none');
    add(
      'HYPER_LOCK_ROOT',
      `the trust root of "${locked.name}" is ${now}, the lock saw ${String(locked.rootVersion)}`,
      ['rootVersion'],
    );
  }
}

function verifyPackage(found: Findings, reference: string, locked: LockedPackage, truth: ReleaseTruth): void {
  const named = `${reference}@${locked.version}`;
  const { standing, identity } = truth;
  const tell = (): void => {
    for (const { code, severity = 'error', message, hint } of describeStanding(named, standing))
      found.add(severity, code, message, ['packages', reference, 'version'], hint);
  };
  if (standing.tombstone !== undefined) {
    tell();
    return;
  }
  if (identity === undefined) {
    found.package('HYPER_LOCK_VERSION', `there is no release "${named}"`, reference, ['version'], MOVE_ON);
    return;
  }
  for (const [field, code] of IDENTITY_FIELDS) {
    const [stated, actual] = [locked[field], identity[field]];
    if (isEqual(stated, actual) || (field === 'digests' && stated !== undefined && actual !== undefined))
      continue;
    found.package(
      code,
      differs(named, field, stated, actual),
      reference,
      stated === undefined ? [] : [field],
    );
  }
  verifyDigests(found, reference, locked, identity);
  if (truth.isSignerKnown !== false) verifySigner(found, reference, locked, identity);
  tell();
}

/** In the order in which a lock writes them. */
const IDENTITY_FIELDS: readonly (readonly [keyof ReleaseIdentity, Code])[] = [
  ['id', 'HYPER_LOCK_ID'],
  ['manifest', 'HYPER_LOCK_MANIFEST'],
  ['digests', 'HYPER_LOCK_CONTENT'],
  ['size', 'HYPER_LOCK_SIZE'],
  ['source', 'HYPER_LOCK_SOURCE'],
  ['registry', 'HYPER_LOCK_BINDING'],
];

/** A digest that differs is told apart from one that was taken out. */
function verifyDigests(
  found: Findings,
  reference: string,
  locked: LockedPackage,
  actual: ReleaseIdentity,
): void {
  if (locked.digests === undefined || actual.digests === undefined) return;
  const pointer = ['digests'];
  for (const algorithm of ['sha256', 'sha3-512'] as const) {
    const [stated, expected] = [locked.digests[algorithm], actual.digests[algorithm]];
    if (stated === expected) continue;
    if (stated === undefined) {
      const message = `the lock leaves out the ${algorithm} digest of "${reference}"`;
      found.package('HYPER_LOCK_INTEGRITY_WEAKER', message, reference, pointer);
    } else {
      const message = differs(reference, algorithm, stated, expected);
      found.package('HYPER_LOCK_CONTENT', message, reference, [...pointer, algorithm]);
    }
  }
}

/** A release that gained its first signature is no fault of the lock. */
function verifySigner(
  found: Findings,
  reference: string,
  locked: LockedPackage,
  actual: ReleaseIdentity,
): void {
  if (locked.signer === undefined || locked.signer === actual.signer) return;
  const isGone = actual.signer === undefined;
  const message = isGone
    ? `"${reference}" is not signed any more, it was by ${locked.signer}`
    : differs(reference, 'signer', locked.signer, actual.signer);
  const code = isGone ? 'HYPER_LOCK_SIGNATURE_GONE' : 'HYPER_LOCK_SIGNER';
  found.package(
    code,
    message,
    reference,
    ['signer'],
    'hyper verify shows who signed it and why that is trusted',
  );
}

const USE_FIELDS: readonly (readonly [keyof LockedPackage, Code])[] = [
  ['dependencies', 'HYPER_LOCK_DEPENDENCIES'],
  ['conditions', 'HYPER_LOCK_CONDITIONS'],
  ['types', 'HYPER_LOCK_USE'],
  ['optional', 'HYPER_LOCK_USE'],
];

function verifyUse(found: Findings, reference: string, locked: LockedPackage, expected: LockedPackage): void {
  for (const [field, code] of USE_FIELDS) {
    const [stated, actual] = [plain(locked[field]), plain(expected[field])];
    if (stated === actual) continue;
    found.package(code, differs(reference, field, stated, actual), reference, [field]);
  }
}
