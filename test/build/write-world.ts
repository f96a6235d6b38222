import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFilesContext } from '../../src/adapters/files/index.ts';
import type { FilesContext } from '../../src/adapters/files/index.ts';
import { createWriteContext } from '../../src/adapters/write/index.ts';
import { HyperError } from '../../src/core/index.ts';
import type {
  Operation,
  OpenedSigner,
  Outcome,
  WriteContext,
  WriteData,
  WriteInput,
} from '../../src/operations/index.ts';
import { createTestRepository, testGitEnvironment } from './git-repository.ts';
import type { TestRepository } from './git-repository.ts';
import { idOf, smallRegistry } from './manifests.ts';
import { testContext } from './registry-context.ts';
import type { Files } from './write-files.ts';

/** 2026-03-01T12:00:00Z, which stands still. */
export const NOW = new Date('2026-03-01T12:00:00Z');

/** The real world of writing a registry, with a clock that stands still and ids in order. */
export function writeContext(
  folder: string,
  more: {
    readonly files?: FilesContext;
    readonly openSigner?: () => Promise<OpenedSigner>;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): WriteContext {
  const environment = more.environment ?? testGitEnvironment();
  let ids = 0;
  const context = createWriteContext(testContext(folder, environment), {
    files: more.files ?? createFilesContext(process),
    environment,
    folder,
    now: () => NOW,
    openSigner: more.openSigner,
    review: () => Promise.resolve(true),
  });
  return { ...context, newId: () => idOf(`new ${folder} ${String((ids += 1))}`) };
}

/** What an operation needs beside what it is about. */
export const EDIT: WriteInput = {
  registry: undefined,
  namespace: undefined,
  mode: 'edit',
  branch: undefined,
};

export interface WriteWorld {
  readonly repository: TestRepository;
  readonly context: WriteContext;
  /** Runs an operation in mode `edit` unless told. */
  run<Input extends WriteInput>(
    operation: Operation<Input, WriteData, WriteContext>,
    input: Omit<Input, keyof WriteInput> & Partial<WriteInput>,
  ): Promise<Outcome<WriteData>>;
  /** The code of the error that it ends with. */
  refusal<Input extends WriteInput>(
    operation: Operation<Input, WriteData, WriteContext>,
    input: Omit<Input, keyof WriteInput> & Partial<WriteInput>,
  ): Promise<string>;
  text(path: string): string;
}

/** A small registry in a repository of its own, committed, and what writes it. */
export function createWriteWorld(
  files: Files = smallRegistry(),
  context?: Partial<WriteContext>,
): WriteWorld {
  const repository = createTestRepository(files);
  const world = { ...writeContext(repository.folder), ...context };
  const run: WriteWorld['run'] = (operation, input) =>
    operation.run(world, { ...EDIT, ...input } as unknown as Parameters<typeof operation.run>[1]);
  return {
    repository,
    context: world,
    run,
    refusal: async (operation, input) => {
      try {
        const { diagnostics } = await run(operation, input);
        return diagnostics.map(({ code }) => code).join() || 'none';
      } catch (error) {
        if (error instanceof HyperError) return error.code;
        throw error;
      }
    },
    text: (path) => readFileSync(join(repository.folder, path), 'utf8'),
  };
}

/** Fields of a release, none of them given. */
export const NO_FIELDS = {
  description: undefined,
  author: undefined,
  license: undefined,
  homepage: undefined,
  repository: undefined,
  visibility: undefined,
  tags: [],
  keywords: [],
  labels: [],
  dependencies: [],
  set: [],
} as const;

/** What `registry create` takes, but for type and name. */
export const PLAIN_RELEASE = {
  ...NO_FIELDS,
  from: undefined,
  content: undefined,
  mediaType: undefined,
  uri: undefined,
  isPublished: false,
} as const;
