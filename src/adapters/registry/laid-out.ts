import type { FileChecker } from '../../gate/index.ts';
import { toLogicalChanges, withoutFanOut } from '../../registry/index.ts';
import type { CommitLog, CommitPerson, LoggedCommit, PairVerifier, TreeEntry } from '../../registry/index.ts';

/** A history whose paths are without fan-out folders; files that only moved did not change. */
export class LaidOutLog implements CommitLog {
  readonly #log: CommitLog;

  constructor(log: CommitLog) {
    this.#log = log;
  }

  async *read(commit: string, after?: string): AsyncGenerator<LoggedCommit> {
    for await (const logged of this.#log.read(commit, after)) {
      const { changes } = toLogicalChanges(logged.changes);
      yield changes === logged.changes ? logged : { ...logged, changes, placed: logged.changes };
    }
  }

  contributors(commit: string): Promise<ReadonlyMap<string, readonly CommitPerson[]>> {
    return this.#log.contributors(commit);
  }

  texts(commits: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return this.#log.texts(commits);
  }
}

interface Workers {
  readonly checker: FileChecker;
  readonly pairVerifier: PairVerifier;
}

/**
 * Threads read objects by id, whatever the path. Files of the working tree that lie in fan-out folders are read by where
 * they are, which only the store of this thread knows.
 */
export function inPlace(threads: Workers, alone: Workers): Workers {
  const isMoved = ({ oid, at }: TreeEntry): boolean => oid === '' && at !== undefined;
  return {
    checker: {
      check: (entries, names) => {
        const { checker } = entries.some(isMoved) ? alone : threads;
        return checker.check(entries, names);
      },
      examine: (entries, names, signing) => {
        const isAnyMoved =
          entries.some(isMoved) ||
          signing.pairs.some(({ signatures }) => signatures !== undefined && isMoved(signatures));
        const { checker } = isAnyMoved ? alone : threads;
        return checker.examine(entries, names, signing);
      },
    },
    pairVerifier: {
      verify: (pairs, plan) => {
        const isAnyMoved = pairs.some(
          ({ entry, signatures }) => isMoved(entry) || (signatures !== undefined && isMoved(signatures)),
        );
        const { pairVerifier } = isAnyMoved ? alone : threads;
        return pairVerifier.verify(pairs, plan);
      },
    },
  };
}

/** The path of a file or a folder of an artifact without the fan-out folder. Pure. */
export function toLogicalPlace(path: string): string {
  const folder = withoutFanOut(`${path}/artifact.yaml`);
  return withoutFanOut(path) ?? folder?.slice(0, -'/artifact.yaml'.length) ?? path;
}
