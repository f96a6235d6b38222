import { checkUnique } from '../checks/unique-entries.ts';
import { objectIn } from '../read-field.ts';
import type { ArtifactType } from './artifact-type.ts';

export const LIBRARY: ArtifactType = {
  type: 'library',
  plural: 'Libraries',
  specSchema: 'LibrarySpec',
  needsContent: true,
  checks: [
    (manifest, add) => {
      checkUnique(objectIn(manifest, 'spec'), 'exports', 'name', add, ['spec']);
    },
  ],
};
