import type { BuiltUnit } from './built-plan.ts';
import type { FileDigest } from './file-table.ts';

const BEGIN = '{"id":"';
/** What a line has behind the id, up to the files. */
const REST = /^","key":(?:null|"[0-9a-f]+"),"files":\[/u;
const KEY = '","key":"'.length;
/** Room for a key of two digests, and what is around it. */
const MAX_REST_UNITS = 200;

/** A unit of a list that was read: its files are read where they are asked for. */
export class ListedUnit implements BuiltUnit {
  readonly id: string;
  readonly key: string | null;
  readonly line: string;
  #files: readonly FileDigest[] | undefined;

  private constructor(id: string, key: string | null, line: string) {
    this.id = id;
    this.key = key;
    this.line = line;
  }

  /** The unit of a line; undefined where no build writes the line so. */
  static parse(line: string): ListedUnit | undefined {
    const end = line.indexOf('"', BEGIN.length);
    const id = line.slice(BEGIN.length, end);
    const [rest] = REST.exec(line.slice(end, end + MAX_REST_UNITS)) ?? [];
    if (!line.startsWith(BEGIN) || !line.endsWith(']}') || id.includes('\\') || rest === undefined)
      return undefined;
    const key = rest.endsWith('null,"files":[') ? null : rest.slice(KEY, rest.indexOf('"', KEY));
    return new ListedUnit(id, key, line);
  }

  /** None where the line is damaged. */
  get files(): readonly FileDigest[] {
    return (this.#files ??= parseFiles(this.line));
  }
}

function parseFiles(line: string): readonly FileDigest[] {
  try {
    const { files } = JSON.parse(line) as Partial<BuiltUnit>;
    return Array.isArray(files) && files.every(isFileDigest) ? files : [];
  } catch {
    return [];
  }
}

function isFileDigest(value: unknown): value is FileDigest {
  const file = value as Partial<FileDigest> | null;
  return (
    typeof file?.path === 'string' &&
    Number.isSafeInteger(file.size) &&
    /^[0-9a-f]{64}$/u.test(file.sha256 ?? '')
  );
}
