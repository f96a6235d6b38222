import { isJsonObject, toOneLine } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import { notA, parseSource } from './source-entry.ts';
import type { SourceEntry } from './source-entry.ts';

const TITLE = 'catalog of Backstage';

/** The kinds that stand for software; people, places and groupings of the others are no artifacts. */
const CARRIED_KINDS: ReadonlySet<string> = new Set(['component', 'api', 'resource']);

/** What a type of API says of how it is spoken to. */
const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['openapi', 'rest'],
  ['graphql', 'graphql'],
  ['grpc', 'grpc'],
]);

/** Every entity of the file, with its full reference and the protocol that is known of it. Errors: `HYPER_IMPORT_DOCUMENT`. */
export function toBackstageEntries(text: string): readonly SourceEntry[] {
  const values = parseSource(text, TITLE);
  const [first] = values;
  if (!isJsonObject(first) || typeof first['kind'] !== 'string')
    throw notA(TITLE, 'a document without a kind');
  const protocols = new Map(values.filter(isJsonObject).flatMap(protocolOf));
  return values.map((value) => toEntry(value, protocols));
}

/** `kind:namespace/name` in lower case; the parts that a text leaves out are the given ones. Pure. */
export function toEntityRef(text: string, kind: string, namespace: string): string {
  const [, ownKind, ownNamespace, name = text] = /^(?:([^:/]+):)?(?:([^/]+)\/)?(.+)$/u.exec(text) ?? [];
  return `${ownKind ?? kind}:${ownNamespace ?? namespace}/${name}`.toLowerCase();
}

function toEntry(value: JsonValue, protocols: ReadonlyMap<string, string>): SourceEntry {
  const named = identityOf(value);
  if (!isJsonObject(value) || named === undefined) {
    return {
      code: 'HYPER_IMPORT_LINE_MALFORMED',
      message: 'expected an entity with "kind" and "metadata.name"',
    };
  }
  const { kind, namespace, reference } = named;
  if (!CARRIED_KINDS.has(kind)) {
    const message = `no type of artifact stands for "${toOneLine(reference)}"`;
    return { code: 'HYPER_IMPORT_ENTRY_KIND', message, name: reference };
  }
  const spec = isJsonObject(value['spec']) ? value['spec'] : {};
  if (kind === 'api' && !protocols.has(reference)) {
    const type = typeof spec['type'] === 'string' ? spec['type'] : 'no type';
    const message = `no protocol here stands for "${toOneLine(type)}", of "${toOneLine(reference)}"`;
    return { code: 'HYPER_IMPORT_ENTRY_KIND', message, name: reference };
  }
  const protocol = protocols.get(reference) ?? providedProtocol(spec, namespace, protocols) ?? null;
  return { fields: { entity: value, kind, namespace, reference, protocol } };
}

function identityOf(
  value: JsonValue,
): { readonly kind: string; readonly namespace: string; readonly reference: string } | undefined {
  if (!isJsonObject(value)) return undefined;
  const { kind, metadata } = value;
  const name = isJsonObject(metadata) ? metadata['name'] : undefined;
  const namespace = isJsonObject(metadata) ? (metadata['namespace'] ?? 'default') : 'default';
  if (typeof kind !== 'string' || typeof name !== 'string' || typeof namespace !== 'string') return undefined;
  const inLower = { kind: kind.toLowerCase(), namespace: namespace.toLowerCase() };
  return { ...inLower, reference: toEntityRef(name, inLower.kind, inLower.namespace) };
}

function protocolOf(entity: JsonObject): (readonly [reference: string, protocol: string])[] {
  const named = identityOf(entity);
  const spec = isJsonObject(entity['spec']) ? entity['spec'] : {};
  const type = spec['type'];
  const protocol = named?.kind === 'api' && typeof type === 'string' ? PROTOCOLS.get(type) : undefined;
  return named === undefined || protocol === undefined ? [] : [[named.reference, protocol]];
}

function providedProtocol(
  spec: JsonObject,
  namespace: string,
  protocols: ReadonlyMap<string, string>,
): string | undefined {
  const provided = Array.isArray(spec['providesApis']) ? (spec['providesApis'] as readonly JsonValue[]) : [];
  return provided
    .flatMap((text) => (typeof text === 'string' ? [toEntityRef(text, 'api', namespace)] : []))
    .map((reference) => protocols.get(reference))
    .find((protocol) => protocol !== undefined);
}
