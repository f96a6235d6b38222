import type { JsonObject } from '../core/index.ts';
import { renderDocument } from '../document/index.ts';

const SCHEMAS = 'https://schemas.hyper-registry.dev/v1';

/** The file of a manifest: its YAML text with the schema line that editors look for. Errors: `HYPER_YAML_UNWRITABLE`. */
export function manifestBytes(manifest: JsonObject & { readonly kind: string }): Uint8Array {
  const file = manifest.kind.replace(/(?<=[a-z])(?=[A-Z])/gu, '-').toLowerCase();
  return Buffer.from(renderDocument(manifest, { schemaUrl: `${SCHEMAS}/${file}.schema.json` }));
}
