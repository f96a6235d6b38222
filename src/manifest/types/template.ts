import { checkUnique } from '../checks/unique-entries.ts';
import { objectIn } from '../read-field.ts';
import type { ArtifactType } from './artifact-type.ts';

export const TEMPLATE: ArtifactType = {
  type: 'template',
  plural: 'Templates',
  specSchema: 'TemplateSpec',
  needsContent: true,
  checks: [
    (manifest, add) => {
      const spec = objectIn(manifest, 'spec');
      checkUnique(spec, 'parameters', 'name', add, ['spec']);
      checkUnique(spec, 'outputs', 'path', add, ['spec']);
    },
  ],
};
