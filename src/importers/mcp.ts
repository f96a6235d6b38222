import { isJsonObject } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import type { FieldReader } from './field-reader.ts';
import { createImporter } from './importer.ts';
import { readMoment } from './read-time.ts';
import { recordText, toSentence } from './record-text.ts';
import { compareSemver, toSameRange, toSameVersion } from './semver-source.ts';
import { notA, parseSource } from './source-entry.ts';
import type { SourceEntry } from './source-entry.ts';
import type { ArtifactShape, SourceFormat, SourceRelease } from './source-release.ts';

const TITLE = 'list of servers of an MCP registry';
const OFFICIAL = 'io.modelcontextprotocol.registry/official';

const FORMAT: SourceFormat = {
  kind: 'mcp',
  title: TITLE,
  describe: 'The JSON of an MCP registry: GET /v0/servers, one server of it, or a server.json.',
  namespace: 'lib.mcp',
  language: 'mcp',
  mapping:
    'The content of a release is its `server.json`. A server all of whose versions can be reached at an https address is a service over http; any other is a config, for that is what a client does with it. The packages that it runs from stand in an annotation. `io.github.user/name` is `io-github-user-name`.',
  entries: toEntries,
  parse,
  toVersion: toSameVersion,
  compareVersions: compareSemver,
  toRange: toSameRange,
};

/** Reads servers of an MCP registry. */
export const MCP_IMPORTER = createImporter(FORMAT);

interface Listed {
  readonly server: JsonObject;
  readonly meta: JsonValue;
}

/** Every server, with whether each version of it has an address. */
function toEntries(text: string): readonly SourceEntry[] {
  const listed = parseSource(text, TITLE).flatMap(toListed);
  const local = new Set(
    listed.filter(({ server }) => endpointOf(server) === undefined).map(({ server }) => server['name']),
  );
  return listed.map(({ server, meta }) => ({
    fields: { server, meta, isRemote: !local.has(server['name']) },
  }));
}

function toListed(value: JsonValue): readonly Listed[] {
  const list = isJsonObject(value) ? value['servers'] : value;
  const items = Array.isArray(list) ? (list as readonly JsonValue[]) : [value];
  return items.map((item) => {
    const server = isJsonObject(item) ? (item['server'] ?? item) : undefined;
    if (!isJsonObject(item) || !isJsonObject(server) || typeof server['name'] !== 'string') {
      throw notA(TITLE, 'a server without a name');
    }
    const meta = item['_meta'];
    const official = isJsonObject(meta) ? meta[OFFICIAL] : undefined;
    return { server, meta: isJsonObject(official) ? official : {} };
  });
}

function parse(fields: FieldReader): SourceRelease {
  const server = fields.nested('server');
  const meta = fields.optionalNested('meta');
  const description = toSentence(server.optionalText('description'));
  const homepage = server.optionalText('websiteUrl');
  const status = meta.optionalText('status') ?? server.optionalText('status');
  const reason = toSentence(meta.optionalText('statusMessage'));
  return {
    name: server.text('name'),
    version: server.text('version'),
    ...(description === undefined ? {} : { description }),
    ...(homepage === undefined ? {} : { homepage }),
    repositories: [server.optionalNested('repository').optionalText('url')].flatMap((url) => url ?? []),
    maintainers: [],
    publishedAt: meta.optionalText('publishedAt') === undefined ? null : readMoment(meta, 'publishedAt'),
    content: { text: recordText(fields.value('server') ?? {}), mediaType: 'application/json' },
    dependencies: [],
    labels: new Map(),
    annotations: new Map([
      ['mcp-packages', server.items('packages').map(packageOf).join('; ')],
      ['source-title', server.optionalText('title') ?? ''],
    ]),
    shape: shapeOf(fields),
    ...(status === 'deprecated' ? { deprecated: reason ?? 'The registry says that it is deprecated.' } : {}),
    ...(status === 'deleted' ? { yanked: reason ?? 'The registry says that it was deleted.' } : {}),
  };
}

function shapeOf(fields: FieldReader): ArtifactShape {
  const server = fields.value('server');
  const endpoint = fields.flag('isRemote') && isJsonObject(server) ? endpointOf(server) : undefined;
  if (endpoint === undefined) return { type: 'config', spec: { format: 'json' } };
  return { type: 'service', spec: { endpoint, protocol: 'http' } };
}

/** The first https address of a server that needs nothing filled in, Streamable HTTP before SSE. */
function endpointOf(server: JsonObject): string | undefined {
  const { remotes } = server;
  const all = Array.isArray(remotes) ? (remotes as readonly JsonValue[]).filter(isJsonObject) : [];
  const inOrder = ['streamable-http', 'sse'].flatMap((type) =>
    all.filter((remote) => remote['type'] === type),
  );
  return inOrder
    .map((remote) => remote['url'])
    .find(
      (url): url is string =>
        typeof url === 'string' && /^https:\/\/[^\s{}]+$/u.test(url) && URL.canParse(url),
    );
}

function packageOf(item: FieldReader): string {
  const version = item.optionalText('version');
  const where = `${item.optionalText('registryType') ?? '?'} ${item.optionalText('identifier') ?? '?'}`;
  const digest = item.optionalText('fileSha256');
  return `${where}${version === undefined ? '' : `@${version}`}${digest === undefined ? '' : ` sha256:${digest}`}`;
}
