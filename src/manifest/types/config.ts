import { checkUnique } from '../checks/unique-entries.ts';
import { objectIn } from '../read-field.ts';
import type { ArtifactType } from './artifact-type.ts';

export const CONFIG: ArtifactType = {
  type: 'config',
  plural: 'Configs',
  specSchema: 'ConfigSpec',
  needsContent: false,
  checks: [
    (manifest, add) => {
      checkUnique(objectIn(manifest, 'spec'), 'secrets', 'name', add, ['spec']);
    },
  ],
};
