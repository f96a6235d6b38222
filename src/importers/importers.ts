import { HyperError, toOneLine } from '../core/index.ts';
import { BACKSTAGE_IMPORTER } from './backstage.ts';
import { BCR_IMPORTER } from './bcr.ts';
import { HELM_IMPORTER } from './helm.ts';
import type { Importer } from './importer.ts';
import { MCP_IMPORTER } from './mcp.ts';
import { NPM_IMPORTER } from './npm.ts';
import { PURESCRIPT_IMPORTER } from './purescript.ts';

/** Every importer, in the order in which help lists them. */
export const IMPORTERS: readonly Importer[] = [
  PURESCRIPT_IMPORTER,
  BCR_IMPORTER,
  HELM_IMPORTER,
  NPM_IMPORTER,
  MCP_IMPORTER,
  BACKSTAGE_IMPORTER,
];

/** The importer of a kind. Errors: `HYPER_IMPORT_KIND_UNKNOWN`. */
export function findImporter(kind: string): Importer {
  const found = IMPORTERS.find(({ format }) => format.kind === kind);
  if (found !== undefined) return found;
  const kinds = IMPORTERS.map(({ format }) => format.kind);
  throw new HyperError('HYPER_IMPORT_KIND_UNKNOWN', `no importer reads "${toOneLine(kind)}"`, {
    hint: `write one of ${kinds.map((known) => `${known}:FILE`).join(', ')}`,
  });
}
