import type { Clock } from '../../core/index.ts';
import type { OperationContext } from '../operation.ts';

/** What git says of the repository around a folder. */
export interface RepositoryFacts {
  readonly isBare: boolean;
  readonly isShallow: boolean;
  /** Seconds since 1970 of HEAD's commit; null in a repository without commits. */
  readonly headTime: number | null;
  /** `core.autocrlf` as git reads it; null where the attributes keep every byte, so that it is not asked. */
  readonly autocrlf: 'true' | 'input' | 'false' | null;
  /** The attributes of `registry.yaml` that change line endings, as `git check-attr` names their values. */
  readonly attributes: { readonly text: string; readonly eol: string };
}

/** What stands in the way of git: it does not trust the folder's owner, or fails with words of its own. */
export interface RepositoryTrouble {
  readonly reason: 'owner' | 'failed';
  /** Git's words on one line. */
  readonly message: string;
}

/** Where a registry is. */
export interface FoundRegistry {
  /** Absolute: the registry's root, or a bare repository. */
  readonly folder: string;
  /** Where the registry is in a bare repository: `''`, or with a slash at the end. */
  readonly prefix: string;
  /** What to call it. */
  readonly label: string;
}

/** A registry of another machine that could not be brought here, or found there. */
export interface UnreachedRegistry {
  readonly label: string;
  readonly reason: { readonly message: string; readonly hint: string | undefined };
}

/** The private keys of the user. */
export interface FoundKeys {
  readonly folder: string;
  readonly count: number;
  /** Why files of the folder cannot be used, one clause each. */
  readonly unusable: readonly string[];
  /** Why keys must not lie there, and what to do; null where they may. */
  readonly trouble: { readonly message: string; readonly hint: string | undefined } | null;
}

/** What the forge says of the token that the environment holds. */
export type ForgeStanding =
  | {
      readonly kind: 'known';
      /** Of a classic token; null of a fine-grained one and of an App's, which tell theirs by no answer. */
      readonly scopes: readonly string[] | null;
      /** UTC ISO 8601; null where it does not end, or that is not told. */
      readonly expiresAt: string | null;
      /** Of the repository that the registry is in at the forge; null where none is known. */
      readonly repository: {
        readonly name: string;
        readonly right: 'write' | 'read' | 'none' | 'untold';
      } | null;
    }
  | { readonly kind: 'refused'; readonly message: string; readonly hint: string | undefined }
  | { readonly kind: 'unreached'; readonly message: string };

/** What `doctor` needs of the world; nothing here throws but for faults of ours. */
export interface DoctorContext extends OperationContext {
  readonly now: Clock;
  /** As node tells it: `v20.19.0`. */
  readonly nodeVersion: string;
  /** The locale's variables (`LC_ALL`, `LC_CTYPE`, `LANG`): the first that is set; undefined where none is. */
  readonly locale: string | undefined;
  /** False on Windows, where no variable tells the encoding. */
  readonly hasLocale: boolean;
  /** The folder of the user for things that may be lost, absolute; undefined where there is no home. */
  readonly cacheFolder: string | undefined;
  /** `git --version` without its first words; undefined where git is not installed. Cheap after `inspectRepository`. */
  gitVersion(): Promise<string | undefined>;
  /** The registry that the user means, or the folder named where there is none. */
  findRegistry(registry: string | undefined): Promise<FoundRegistry | UnreachedRegistry>;
  /** Undefined where no repository holds the folder. */
  inspectRepository(folder: string): Promise<RepositoryFacts | RepositoryTrouble | undefined>;
  /** The bytes of its `registry.yaml` (in a bare repository: at HEAD); undefined where there is none; a text says why not. */
  readRegistryFile(registry: FoundRegistry): Promise<Uint8Array | string | undefined>;
  /** Whether the files of a registry hold the journal of a change that has not come to its end. */
  isChanging(registry: FoundRegistry): Promise<boolean>;
  /** Undefined where no folder of keys can be told; a text says why it cannot be read. */
  findKeys(): Promise<FoundKeys | string | undefined>;
  /** Asks the forge about the token of the environment; undefined where there is none, and then nothing is asked. */
  askForge(registry: FoundRegistry | undefined): Promise<ForgeStanding | undefined>;
  /** Undefined where a file can be written into the folder (made where absent), else why not in one clause. */
  probeWritable(folder: string): Promise<string | undefined>;
}
