import { Buffer } from 'node:buffer';
import { HyperError, compareDiagnostics, invariant, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { ParsedDocument } from '../../document/index.ts';
import { parseLockfile, splitConflict } from '../../lockfile/index.ts';
import type { ReadLockfile } from '../../lockfile/index.ts';
import { parseManifest } from '../../manifest/index.ts';
import type { ProjectManifest } from '../../manifest/index.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';

/** A project with its lock, as far as they can be read. */
export interface Project {
  /** Absolute. */
  readonly path: string;
  /** As people would write it. */
  readonly shown: string;
  /** As it was read. */
  readonly bytes: Uint8Array;
  readonly text: string;
  /** True where `text` keeps both sides of a merge, and the file must be written. */
  readonly isMended: boolean;
  readonly document: ParsedDocument;
  readonly manifest: ProjectManifest;
}

/** What stands at the place of a lock. */
export interface LockPlace {
  readonly path: string;
  readonly shown: string;
  /** Undefined where there is no file. */
  readonly bytes: Uint8Array | undefined;
  /** Undefined where there is none, or one with faults. */
  readonly read: ReadLockfile | undefined;
  /** With paths. */
  readonly diagnostics: readonly Diagnostic[];
}

export type Loaded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Reads the project. Errors: `HYPER_PROJECT_MISSING`, `HYPER_PROJECT_CONFLICT`. Faults of its text are a value. */
export async function loadProject(context: DepsContext, input: DepsInput): Promise<Loaded<Project>> {
  const { files } = context;
  const path = files.find(input.project);
  const bytes = path === undefined ? undefined : await files.read(path);
  if (path === undefined || bytes === undefined) throw missingProject(input.project);
  const shown = files.show(path);
  const original = Buffer.from(bytes).toString('utf8');
  const conflict = splitConflict(original);
  const text = conflict?.union ?? original;
  const { document, diagnostics } = parseDocument(conflict === undefined ? bytes : Buffer.from(text));
  const parsed = document === undefined ? undefined : parseManifest(document);
  const manifest = parsed?.manifest;
  const faults = [...diagnostics, ...(parsed?.diagnostics ?? [])].map((fault) => ({ ...fault, path: shown }));
  if (document !== undefined && manifest?.kind === 'Project') {
    const isMended = conflict !== undefined;
    return { ok: true, value: { path, shown, bytes, text, isMended, document, manifest } };
  }
  if (conflict !== undefined) {
    throw new HyperError(
      'HYPER_PROJECT_CONFLICT',
      `"${toOneLine(shown)}" holds the two sides of a merge that cannot both stay`,
      {
        hint: 'mend it by hand; hyper deps resolve then mends the lock',
      },
    );
  }
  if (manifest === undefined) return { ok: false, diagnostics: faults.sort(compareDiagnostics) };
  throw new HyperError(
    'HYPER_PROJECT_MISSING',
    `"${toOneLine(shown)}" is of kind ${manifest.kind}, expected Project`,
  );
}

/** The project as another text makes it, which was edited from the first and so is sound. */
export function reparsed(project: Project, text: string): Project {
  const { document } = parseDocument(Buffer.from(text));
  const manifest = document === undefined ? undefined : parseManifest(document).manifest;
  invariant(document !== undefined && manifest?.kind === 'Project', 'an edited project reads back');
  return { ...project, text, document, manifest };
}

/** Reads the lock of a project. */
export async function loadLock(
  context: DepsContext,
  input: DepsInput,
  project: string | undefined,
): Promise<LockPlace> {
  const { files } = context;
  const path = files.lockOf(project, input.lock);
  const shown = files.show(path);
  const bytes = await files.read(path);
  if (bytes === undefined) return { path, shown, bytes, read: undefined, diagnostics: [] };
  const { read, diagnostics } = parseLockfile(bytes);
  return { path, shown, bytes, read, diagnostics: diagnostics.map((fault) => ({ ...fault, path: shown })) };
}

/** The lock, which must be there; its faults are a value. Errors: `HYPER_LOCK_MISSING`. */
export function requireLock(lock: LockPlace): Loaded<ReadLockfile> {
  if (lock.bytes === undefined) {
    throw new HyperError('HYPER_LOCK_MISSING', `there is no lock at "${toOneLine(lock.shown)}"`, {
      hint: 'write it: hyper deps resolve',
    });
  }
  return lock.read === undefined
    ? { ok: false, diagnostics: lock.diagnostics }
    : { ok: true, value: lock.read };
}

function missingProject(named: string | undefined): HyperError {
  const message =
    named === undefined
      ? 'there is no hyper.yaml in the current folder or above it'
      : `there is no file "${toOneLine(named)}"`;
  return new HyperError('HYPER_PROJECT_MISSING', message, {
    hint: 'make one: hyper init . --project; or resolve a release: hyper deps resolve NAMESPACE/NAME',
  });
}
