import { isJsonObject } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import { notA, parseSource } from './source-entry.ts';
import type { SourceEntry } from './source-entry.ts';

const TITLE = 'npm packument or search result';

/** Every version in packuments, and every package in search results, in the order of the file. Errors: `HYPER_IMPORT_DOCUMENT`. */
export function toNpmEntries(text: string): readonly SourceEntry[] {
  const [value] = parseSource(text, TITLE);
  const parts = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return parts.flatMap(toEntries);
}

function toEntries(value: JsonValue | undefined): readonly SourceEntry[] {
  if (!isJsonObject(value)) throw notA(TITLE, 'something else than objects');
  const { versions, objects } = value;
  if (isJsonObject(versions)) return ofPackument(value, versions);
  if (Array.isArray(objects)) return (objects as readonly JsonValue[]).map(ofFound);
  if (typeof value['version'] === 'string') return [ofFound(value)];
  throw notA(TITLE, 'an object without versions or objects');
}

/** Each version with the time that the packument gives for it. */
function ofPackument(packument: JsonObject, versions: JsonObject): readonly SourceEntry[] {
  const times = isJsonObject(packument['time']) ? packument['time'] : {};
  return Object.entries(versions).map(([version, manifest]): SourceEntry => {
    if (!isJsonObject(manifest)) {
      return { code: 'HYPER_IMPORT_LINE_MALFORMED', message: 'expected a mapping for each version', version };
    }
    const time = Object.hasOwn(times, version) ? times[version] : undefined;
    return { fields: { ...manifest, time: time ?? null } };
  });
}

/** A package as search and `npm search --json` tell of it. */
function ofFound(found: JsonValue): SourceEntry {
  const inside = isJsonObject(found) && isJsonObject(found['package']) ? found['package'] : found;
  if (!isJsonObject(inside)) {
    return { code: 'HYPER_IMPORT_LINE_MALFORMED', message: 'expected a mapping for each package' };
  }
  return { fields: { ...inside, time: inside['date'] ?? null } };
}
