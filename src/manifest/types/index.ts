import type { ArtifactType } from './artifact-type.ts';
import { CONFIG } from './config.ts';
import { LIBRARY } from './library.ts';
import { PLUGIN } from './plugin.ts';
import { SERVICE } from './service.ts';
import { TEMPLATE } from './template.ts';
import { THEME } from './theme.ts';

/** Every artifact type, by the name that manifests write. */
export const ARTIFACT_TYPES: ReadonlyMap<string, ArtifactType> = new Map(
  [PLUGIN, SERVICE, CONFIG, TEMPLATE, LIBRARY, THEME].map((row) => [row.type, row]),
);
