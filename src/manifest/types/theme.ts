import { checkUnique } from '../checks/unique-entries.ts';
import { objectIn } from '../read-field.ts';
import type { ArtifactType } from './artifact-type.ts';

export const THEME: ArtifactType = {
  type: 'theme',
  plural: 'Themes',
  specSchema: 'ThemeSpec',
  needsContent: true,
  checks: [
    (manifest, add) => {
      checkUnique(objectIn(manifest, 'spec'), 'variants', 'name', add, ['spec']);
    },
  ],
};
