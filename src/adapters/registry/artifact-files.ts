import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestHex } from '../../core/index.ts';
import type { KeptArtifacts } from '../../registry/index.ts';
import { isOwnFolder, randomToken } from '../system/index.ts';

/** What is kept at most of one artifact. */
const MAX_TEXT_UNITS = 1024 * 1024;
const MAX_FILES = 4096;
const MAX_BYTES = 64 * 1024 * 1024;

export interface ArtifactFilesOptions {
  /** The folder, or what works it out when it is first needed. */
  readonly folder: string | (() => string);
  /** Texts of another build are not believed. */
  readonly buildId: string;
  /** Of the user; undefined on systems without such numbers. */
  readonly userId: number | undefined;
  /** When what was kept lately comes to this, it moves aside, and what lay aside is forgotten. */
  readonly limits?: { readonly files: number; readonly bytes: number };
}

/**
 * Keeps what was read of artifacts as files of a folder of the user: lately kept ones in `young`, earlier ones in `old`. A
 * folder of somebody else, or one that others may write to, is not used; a file that was damaged is not believed.
 * Every failure is silent.
 */
export class ArtifactFiles implements KeptArtifacts {
  readonly #options: ArtifactFilesOptions;
  #known: string | undefined;
  #isOwn: boolean | undefined;

  constructor(options: ArtifactFilesOptions) {
    this.#options = options;
  }

  get #folder(): string {
    const { folder } = this.#options;
    this.#known ??= typeof folder === 'string' ? folder : folder();
    return this.#known;
  }

  get #young(): string {
    return join(this.#folder, 'young');
  }

  get #old(): string {
    return join(this.#folder, 'old');
  }

  read(key: string): string | undefined {
    this.#isOwn ??= this.#looksOwn();
    return this.#isOwn ? (this.#readFrom(this.#young, key) ?? this.#readOld(key)) : undefined;
  }

  write(texts: ReadonlyMap<string, string>): void {
    try {
      mkdirSync(this.#young, { recursive: true, mode: 0o700 });
      this.#isOwn = this.#looksOwn();
      if (!this.#isOwn) return;
      this.#makeRoom(texts.size);
      for (const [key, text] of texts) if (text.length <= MAX_TEXT_UNITS) this.#writeOne(key, text);
    } catch {
      return;
    }
  }

  #looksOwn(): boolean {
    return isOwnFolder(this.#folder, this.#options.userId);
  }

  #readFrom(folder: string, key: string): string | undefined {
    try {
      const text = readFileSync(join(folder, key), 'utf8');
      const end = text.indexOf('\n');
      const body = text.slice(end + 1);
      return text.slice(0, end) === this.#headOf(body) ? body : undefined;
    } catch {
      return undefined;
    }
  }

  /** What is asked for again moves back. */
  #readOld(key: string): string | undefined {
    const text = this.#readFrom(this.#old, key);
    if (text === undefined) return undefined;
    try {
      renameSync(join(this.#old, key), join(this.#young, key));
    } catch {
      return text;
    }
    return text;
  }

  #writeOne(key: string, text: string): void {
    const temporary = join(this.#young, `.${key}.${randomToken()}.hyper-tmp`);
    writeFileSync(temporary, `${this.#headOf(text)}\n${text}`, { mode: 0o600 });
    renameSync(temporary, join(this.#young, key));
  }

  #headOf(text: string): string {
    return `${this.#options.buildId} ${digestHex(text)}`;
  }

  #makeRoom(more: number): void {
    const names = readdirSync(this.#young);
    const bytes = names.reduce((sum, name) => sum + statSync(join(this.#young, name)).size, 0);
    const limits = this.#options.limits ?? { files: MAX_FILES, bytes: MAX_BYTES };
    if (names.length + more <= limits.files && bytes <= limits.bytes) return;
    rmSync(this.#old, { recursive: true, force: true });
    renameSync(this.#young, this.#old);
    mkdirSync(this.#young, { mode: 0o700 });
  }
}
