import { Buffer } from 'node:buffer';
import { HyperError, isJsonObject, parseJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';
import type { BuiltSite } from '../../registry/index.ts';

const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** A value of a file of the JSON API (docs/api.md). It is untrusted: whoever reads a key says what it must be. */
export class SiteJson {
  readonly #value: JsonObject;
  readonly #place: string;

  constructor(value: JsonObject, place: string) {
    this.#value = value;
    this.#place = place;
  }

  /** The value as it stands there. */
  get raw(): JsonObject {
    return this.#value;
  }

  /** Errors: `HYPER_SITE_INVALID`, as of all of these. */
  text(key: string): string {
    return this.textOrNull(key) ?? this.fail(key, 'a text');
  }

  textOrNull(key: string): string | null {
    const value = this.#value[key] ?? null;
    return value === null || typeof value === 'string' ? value : this.fail(key, 'a text or null');
  }

  number(key: string): number {
    const value = this.#value[key];
    return typeof value === 'number' ? value : this.fail(key, 'a number');
  }

  texts(key: string): string[] {
    return this.#list(key).map((one) => (typeof one === 'string' ? one : this.fail(key, 'a list of texts')));
  }

  /** A map of texts, with keys in the order of the file. */
  textMap(key: string): Readonly<Record<string, string>> {
    const { raw } = this.object(key);
    const entries = Object.entries(raw).map(([name, value]) => {
      return [name, typeof value === 'string' ? value : this.fail(key, 'a map of texts')] as const;
    });
    return Object.fromEntries(entries);
  }

  object(key: string): SiteJson {
    return this.objectOrNull(key) ?? this.fail(key, 'an object');
  }

  objectOrNull(key: string): SiteJson | null {
    const value = this.#value[key] ?? null;
    if (value === null) return null;
    return isJsonObject(value)
      ? new SiteJson(value, `${this.#place}, ${key}`)
      : this.fail(key, 'an object or null');
  }

  objects(key: string): SiteJson[] {
    return this.#list(key).map((one, at) =>
      isJsonObject(one)
        ? new SiteJson(one, `${this.#place}, ${key}[${at}]`)
        : this.fail(key, 'a list of objects'),
    );
  }

  /** Lists of a list. */
  rows(key: string): (readonly JsonValue[])[] {
    return this.#list(key).map((one) =>
      Array.isArray(one) ? (one as readonly JsonValue[]) : this.fail(key, 'a list of lists'),
    );
  }

  #list(key: string): readonly JsonValue[] {
    const value = this.#value[key];
    return Array.isArray(value) ? (value as readonly JsonValue[]) : this.fail(key, 'a list');
  }

  /** What a value must be, and is not. Errors: `HYPER_SITE_INVALID`, always. */
  fail(key: string, expected: string): never {
    throw invalid(`${this.#place}: expected ${expected} at "${key}"`);
  }
}

/** Reads a file of the JSON API; undefined where there is none. Errors: `HYPER_SITE_INVALID`, those of the site. */
export async function readSiteJson({ files }: BuiltSite, path: string): Promise<SiteJson | undefined> {
  const bytes = await files.read(path, MAX_FILE_BYTES);
  if (bytes === undefined) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  return new SiteJson(
    parseJsonObject(text, MAX_FILE_BYTES, (why) => invalid(`${path}: ${why}`)),
    path,
  );
}

/** The same of a file that every built site has. Errors: also where it is not there. */
export async function requireSiteJson(site: BuiltSite, path: string): Promise<SiteJson> {
  const found = await readSiteJson(site, path);
  if (found === undefined) throw invalid(`${path} is not there`);
  return found;
}

function invalid(what: string): HyperError {
  return new HyperError('HYPER_SITE_INVALID', `the built site cannot be read: ${toOneLine(what)}`, {
    hint: 'it was built by another hyper, or is damaged; read the git repository of the registry in its place',
  });
}
