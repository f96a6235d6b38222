import { KINDS } from './kinds/index.ts';
import type { ManifestKind } from './manifest.ts';

/** Where the published schemas are served; each file's `$id` begins with it. */
export const SCHEMA_BASE_URL = 'https://schemas.hyper-registry.dev/v1/';

/** The first line of a manifest that `hyper` writes: it tells YAML editors which schema to check against. Pure. */
export function schemaLineFor(kind: ManifestKind): string {
  return `# yaml-language-server: $schema=${SCHEMA_BASE_URL}${KINDS.get(kind)?.schemaFile ?? ''}`;
}
