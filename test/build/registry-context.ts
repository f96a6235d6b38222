import { createRegistryContext } from '../../src/composition.ts';
import type { ProcessFacts } from '../../src/composition.ts';
import { validate } from '../../src/operations/index.ts';
import type { RegistryContext, ValidateData, ValidateInput } from '../../src/operations/index.ts';
import type { Outcome } from '../../src/operations/index.ts';
import { testGitEnvironment } from './git-repository.ts';

/** What a process in this folder would say of itself; no check worker, so one thread. */
export function testFacts(folder: string, environment?: Readonly<Record<string, string>>): ProcessFacts {
  return {
    environment: environment ?? testGitEnvironment(),
    folder,
    worker: undefined,
    buildId: 'test',
    userId: process.getuid?.(),
  };
}

/** The real world of operations, as the command line puts it together. */
export function testContext(folder: string, environment?: Readonly<Record<string, string>>): RegistryContext {
  return createRegistryContext({}, testFacts(folder, environment));
}

/** Runs the real `validate` on the registry of a folder. */
export function validateFolder(
  folder: string,
  input: Partial<ValidateInput> = {},
): Promise<Outcome<ValidateData>> {
  const nothing = { registry: undefined, path: undefined, at: undefined, changedSince: undefined };
  return validate.run(testContext(folder), { ...nothing, ...input });
}

/** Findings as short rows: code, path, and line and column where there are any. */
export function findingsOf({ diagnostics }: Pick<Outcome<unknown>, 'diagnostics'>): (string | number)[][] {
  return diagnostics.map(({ code, path, span }) => [
    code,
    path ?? '',
    ...(span === undefined ? [] : [span.start.line, span.start.column]),
  ]);
}
