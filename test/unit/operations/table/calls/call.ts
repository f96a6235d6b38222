import { join } from 'node:path';
import type { Code } from '../../../../../src/core/index.ts';
import type { Operation, OperationContext, Outcome } from '../../../../../src/operations/index.ts';
import { changeRegistry } from '../../../../build/change-repository.ts';
import { createTestRepository } from '../../../../build/git-repository.ts';
import type { TestRepository } from '../../../../build/git-repository.ts';
import { temporaryFolder } from '../../../../build/temporary-folder.ts';
import type { Files } from '../../../../build/write-files.ts';

/** A registry to call operations on, and a folder beside it. */
export interface Room {
  readonly repository: TestRepository;
  readonly folder: string;
  /** A path in a folder that is no registry. */
  path(name: string): string;
}

/** One valid and one invalid call of an operation. */
export interface Call {
  readonly id: string;
  /** Undefined: the registry that all share who only read. */
  readonly files: Files | undefined;
  readonly before: (room: Room) => unknown;
  readonly valid: (room: Room) => Promise<Outcome<unknown>>;
  readonly invalid: ((room: Room) => Promise<Outcome<unknown>>) | undefined;
  /** What the invalid call ends with. */
  readonly code: Code | undefined;
  /** What the gate demands of the change beside what the operation names, or in its place. */
  readonly demands: readonly string[] | undefined;
}

interface Extras {
  readonly files?: Files;
  /** Acts that come first; what they leave is committed before the call. */
  readonly before?: (room: Room) => unknown;
  readonly demands?: readonly string[];
}

/** A row for an operation: its world, an input, and what makes that input bad; null where it takes none. */
export function call<Input extends object, Data, Context extends OperationContext>(
  operation: Operation<Input, Data, Context>,
  world: (room: Room) => Context | Promise<Context>,
  input: Input | ((room: Room) => Input),
  bad: readonly [change: Partial<Input>, code: Code] | null,
  extras: Extras = {},
): Call {
  const run = async (room: Room, change: Partial<Input>): Promise<Outcome<unknown>> => {
    const given = typeof input === 'function' ? input(room) : input;
    return operation.run(await world(room), { ...given, ...change });
  };
  return {
    id: operation.id,
    files: extras.files,
    before: extras.before ?? (() => undefined),
    valid: (room) => run(room, {}),
    invalid: bad === null ? undefined : (room) => run(room, bad[0]),
    code: bad?.[1],
    demands: extras.demands,
  };
}

/** Makes the registry of a row. */
export function openRoom(files: Files = changeRegistry()): Room {
  const repository = createTestRepository(files);
  const aside = temporaryFolder();
  return { repository, folder: repository.folder, path: (name) => join(aside, name) };
}

/** Where what an operation reads is, and when. */
export const READ = { registry: undefined, at: undefined } as const;
