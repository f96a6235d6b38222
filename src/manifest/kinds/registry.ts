import { checkFormatVersion } from '../checks/format-version.ts';
import { checkRoles } from '../checks/roles.ts';
import { TEXT_FIELDS } from '../generated/text-fields.ts';
import { validateRegistry } from '../generated/validators.js';
import type { RegistryManifest } from '../manifest.ts';
import { compileTextFields } from '../text-checks.ts';
import type { Kind } from './kind.ts';

const checkTexts = compileTextFields(TEXT_FIELDS['Registry'] ?? []);

export const REGISTRY: Kind = {
  kind: 'Registry',
  filePattern: 'registry.yaml',
  schemaFile: 'registry.schema.json',
  validate: validateRegistry,
  read: (manifest, add) => {
    checkTexts(manifest, add);
    checkRoles(manifest, add);
    checkFormatVersion(manifest, add);
    return manifest as unknown as RegistryManifest;
  },
};
