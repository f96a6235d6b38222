import { isJsonObject } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import { suggest } from '../names/index.ts';
import type { AddFinding } from './finding.ts';
import { formatOfApiVersion, newestFormatOf, toApiVersion } from './formats.ts';
import { shown } from './field-path.ts';
import { KINDS } from './kinds/index.ts';
import type { Kind } from './kinds/kind.ts';

const API_VERSION = 'hyper/v1';

/**
 * The row of the manifest's kind; undefined, with a finding, where nothing can be said of the rest: no map, an unknown
 * kind, or an `apiVersion` of the future. An `apiVersion` that never was is noted, and the rest is checked. Pure.
 */
export function readHeader(
  value: JsonValue,
  add: AddFinding,
): { manifest: JsonObject; kind: Kind } | undefined {
  if (!isJsonObject(value)) {
    const message = `expected a map with apiVersion and kind, got ${shown(value)}`;
    add([], {
      code: 'HYPER_MANIFEST_SHAPE',
      message,
      hint: `begin with apiVersion: ${API_VERSION} and kind: Artifact`,
    });
    return undefined;
  }
  const newest = newestOf(value['kind']);
  const format = formatOfApiVersion(value['apiVersion']);
  const isKnown = (format !== undefined && format <= newest) || checkApiVersion(value, newest, add);
  const kind = kindOf(value, add);
  return isKnown && kind !== undefined ? { manifest: value, kind } : undefined;
}

/** The newest format of what a manifest says that it is. */
function newestOf(kind: JsonValue | undefined): number {
  return typeof kind === 'string' ? newestFormatOf(kind, 'apiVersion') : 1;
}

/** False where the manifest was written for a later hyper. */
function checkApiVersion(value: JsonObject, newest: number, add: AddFinding): boolean {
  const apiVersion = value['apiVersion'];
  if (apiVersion === undefined) return true;
  const version =
    typeof apiVersion === 'string' ? /^hyper\/v([1-9][0-9]{0,5})(?:[a-z0-9]{0,16})$/u.exec(apiVersion) : null;
  if (version !== null && Number(version[1]) > newest) {
    const known = newest === 1 ? `"${API_VERSION}"` : `up to "${toApiVersion(newest)}"`;
    const message = `this hyper reads ${known}, got ${shown(apiVersion)}`;
    add(['apiVersion'], { code: 'HYPER_API_VERSION_NEWER', message, hint: 'upgrade hyper' });
    return false;
  }
  const message = `"apiVersion" expected "${API_VERSION}", got ${shown(apiVersion)}`;
  add(['apiVersion'], {
    code: 'HYPER_API_VERSION_UNKNOWN',
    message,
    hint: `write apiVersion: ${API_VERSION}`,
  });
  return true;
}

function kindOf(value: JsonObject, add: AddFinding): Kind | undefined {
  const name = value['kind'];
  const kind = typeof name === 'string' ? KINDS.get(name) : undefined;
  if (kind !== undefined) return kind;
  const names = [...KINDS.keys()].join(', ');
  if (name === undefined) {
    add([], { code: 'HYPER_FIELD_MISSING', message: '"kind" is missing', hint: `add kind: one of ${names}` });
    return undefined;
  }
  const near = typeof name === 'string' ? suggest(name, KINDS.keys(), 1)[0] : undefined;
  const hint = near === undefined ? `write one of ${names}` : `did you mean "${near}"?`;
  const message = `"kind" expected one of ${names}, got ${shown(name)}`;
  add(['kind'], { code: 'HYPER_KIND_UNKNOWN', message, hint });
  return undefined;
}
