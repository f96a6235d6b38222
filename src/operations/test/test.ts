import { Buffer } from 'node:buffer';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { ArtifactManifest } from '../../manifest/index.ts';
import type { Release, Revision, Snapshot } from '../../registry/index.ts';
import { nothingAt } from '../validate/examination.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { requireNamespace } from '../namespace-filter.ts';
import { loadArtifact, openLookup, openSnapshot } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import { readRelease } from '../read/registry-get.ts';
import type { OpenedRegistry } from '../world.ts';
import { contentFiles } from './test-content.ts';
import type { TestContext, TestEnd, TestFile, TestOutput } from './test-context.ts';

export interface TestInput extends ReadInput {
  /** A reference, an id, or the manifest of a release as a file of this machine. */
  readonly target: string;
  readonly namespace: string | undefined;
  /** False only tells what would be run: nothing of a manifest runs unasked. */
  readonly isRun: boolean;
  /** Only these tests; empty: all. */
  readonly names: readonly string[];
  /** A file of this machine with the content, where the registry does not hold it. */
  readonly content: string | undefined;
  /** Overrides what the tests say. */
  readonly timeoutSeconds: number | undefined;
}

/** One declared test, and how it went. */
export interface TestRow {
  readonly name: string;
  readonly description: string | null;
  readonly command: readonly string[];
  readonly result: 'passed' | 'failed' | 'timeout' | 'unrunnable' | 'not-run';
  readonly exitStatus: number | null;
  readonly signal: string | null;
  /** The beginning of what it printed; null where it was not run. */
  readonly stdout: TestOutput | null;
  readonly stderr: TestOutput | null;
}

export interface TestData {
  readonly reference: string;
  readonly version: string;
  readonly path: string;
  /** Whether anything was run. */
  readonly isRun: boolean;
  readonly passed: number;
  readonly failed: number;
  /** In the order of the manifest. */
  readonly tests: readonly TestRow[];
}

type Declared = NonNullable<ArtifactManifest['tests']>[number];

const DEFAULT_TIMEOUT_SECONDS = 60;
const MAX_OUTPUT_BYTES = 64 * 1024;
const DEFAULT_PLACE = 'content';

/**
 * Runs the tests that a release declares, each in a fresh folder with the content (SPEC section 3); only where that is
 * asked for. Errors: those of `registry.get`, `HYPER_TEST_UNKNOWN`, `HYPER_TEST_CONTENT`, `HYPER_CONTENT_MISMATCH`, `HYPER_ARCHIVE_…`.
 */
export const test: Operation<TestInput, TestData, TestContext> = {
  id: 'test',
  group: 'validation',
  summary: 'Run the tests that a release declares',
  async run(context, input) {
    const { target, namespace, names, isRun } = input;
    const asked = await openTarget(context, input);
    const tell = async (): Promise<Outcome<TestData>> => tellTests(context, input, await asked.find());
    // What a file of this machine is called rests on the folder that it is called from.
    if (isRun || isFile(target)) return tell();
    const { registry, revision } = asked;
    return keptOutcome(registry, { operation: 'test', revision, asked: { target, namespace, names } }, tell);
  },
};

interface FoundRelease {
  readonly registry: OpenedRegistry;
  readonly snapshot: Snapshot;
  readonly release: Release;
}

interface Target {
  readonly registry: OpenedRegistry;
  readonly revision: Revision;
  readonly find: () => Promise<FoundRelease>;
}

function isFile(target: string): boolean {
  return target.endsWith('.yaml');
}

async function openTarget(context: TestContext, input: TestInput): Promise<Target> {
  const { target, namespace } = input;
  if (isFile(target)) {
    const { registry, snapshot } = await openSnapshot(context, input);
    return { registry, revision: snapshot.revision, find: () => findFile(registry, snapshot, target) };
  }
  const place = namespace === undefined ? {} : { namespace: requireNamespace(namespace) };
  const lookup = { reference: target, place };
  const { registry, revision } = await openLookup(context, input, lookup);
  const find = async (): Promise<FoundRelease> => {
    const { snapshot, found } = await loadArtifact(registry, revision, lookup);
    return { registry, snapshot, release: await readRelease(registry, snapshot, found, target) };
  };
  return { registry, revision, find };
}

async function findFile(registry: OpenedRegistry, snapshot: Snapshot, target: string): Promise<FoundRelease> {
  const path = registry.toRegistryPath(target);
  for (const artifact of snapshot.index.artifacts.values()) {
    for (const [version, entry] of artifact.releases) {
      if (entry.path !== path) continue;
      const reference = `${artifact.reference}@${version}`;
      const found = { kind: 'artifact', artifact, selector: { kind: 'version', version } } as const;
      return { registry, snapshot, release: await readRelease(registry, snapshot, found, reference) };
    }
  }
  throw nothingAt(target);
}

async function tellTests(
  context: TestContext,
  input: TestInput,
  { registry, snapshot, release }: FoundRelease,
): Promise<Outcome<TestData>> {
  const declared = wantedTests(release, input.names);
  const rows: TestRow[] = [];
  if (input.isRun && declared.length > 0) {
    const place = { store: registry.store, revision: snapshot.revision, given: input.content };
    const content = await contentFiles(context, release, place);
    for (const one of declared) {
      context.signal?.throwIfAborted();
      context.progress?.(rows.length, declared.length, 'tests');
      rows.push(toRow(one, await runOne(context, one, content, input.timeoutSeconds)));
    }
  } else rows.push(...declared.map((one) => toRow(one, undefined)));
  const diagnostics = rows.flatMap((row, index) => toFinding(row, declared[index]?.exitStatus ?? 0, release));
  return {
    verdict: diagnostics.length > 0 ? 'findings' : 'pass',
    diagnostics,
    data: {
      ...{ reference: release.artifact.reference, version: release.version, path: release.entry.path },
      isRun: rows.some(({ result }) => result !== 'not-run'),
      passed: rows.filter(({ result }) => result === 'passed').length,
      failed: diagnostics.length,
      tests: rows,
    },
  };
}

/** Errors: `HYPER_TEST_UNKNOWN`, so that a name that is misspelt does not pass for tests that did. */
function wantedTests(
  { artifact, version, manifest }: Release,
  names: readonly string[],
): readonly Declared[] {
  const declared = manifest.tests ?? [];
  const known = new Set(declared.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    const message = `"${artifact.reference}@${version}" declares no test "${toOneLine(unknown)}"`;
    const hint = known.size === 0 ? 'it declares none' : `its tests: ${toOneLine([...known].join(', '))}`;
    throw new HyperError('HYPER_TEST_UNKNOWN', message, { hint });
  }
  return names.length === 0 ? declared : declared.filter(({ name }) => names.includes(name));
}

async function runOne(
  context: TestContext,
  declared: Declared,
  content: (at: string) => readonly TestFile[],
  timeoutSeconds: number | undefined,
): Promise<TestEnd> {
  const beside = (declared.files ?? []).map(({ path, text }) => ({
    path,
    bytes: Buffer.from(text),
    isExecutable: false,
  }));
  const seconds = timeoutSeconds ?? declared.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  return context.runTest({
    command: declared.command,
    files: [...content(declared.content ?? DEFAULT_PLACE), ...beside],
    timeoutMs: seconds * 1000,
    maxOutputBytes: MAX_OUTPUT_BYTES,
  });
}

function toRow(declared: Declared, end: TestEnd | undefined): TestRow {
  const { name, description, command, exitStatus = 0, stdout } = declared;
  const isPassed =
    end?.kind === 'ended' &&
    end.exitStatus === exitStatus &&
    (stdout === undefined || end.stdout.text === stdout);
  const ended = isPassed ? 'passed' : 'failed';
  return {
    ...{ name, description: description ?? null, command },
    result: end === undefined ? 'not-run' : end.kind === 'ended' ? ended : end.kind,
    exitStatus: end?.exitStatus ?? null,
    signal: end?.signal ?? null,
    stdout: end?.stdout ?? null,
    stderr: end?.stderr ?? null,
  };
}

function toFinding(
  { name, command, result, exitStatus, signal }: TestRow,
  wanted: number,
  release: Release,
): Diagnostic[] {
  const { artifact, version, entry } = release;
  const rest = { severity: 'error', path: entry.path } as const;
  const named = `the test "${toOneLine(name)}"`;
  const hint = `hyper test ${artifact.reference}@${version} --run --output json`;
  switch (result) {
    case 'passed':
    case 'not-run':
      return [];
    case 'timeout':
      return [{ code: 'HYPER_TEST_TIMEOUT', message: `${named} was ended at its limit`, hint, ...rest }];
    case 'unrunnable': {
      const message = `${named} needs the program "${toOneLine(command[0] ?? '')}", which is not there`;
      const how = 'install it where PATH finds it, or run the other tests: --only NAME';
      return [{ code: 'HYPER_TEST_UNRUNNABLE', message, hint: how, ...rest }];
    }
    case 'failed': {
      const how =
        exitStatus === null
          ? `it ended by ${signal ?? 'a signal'}`
          : exitStatus === wanted
            ? 'it printed something else than the manifest says'
            : `it ended with ${exitStatus}, expected ${wanted}`;
      return [{ code: 'HYPER_TEST_FAILED', message: `${named} did not pass: ${how}`, hint, ...rest }];
    }
  }
}
