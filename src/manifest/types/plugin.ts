import { checkUnique } from '../checks/unique-entries.ts';
import { objectIn } from '../read-field.ts';
import type { ArtifactType } from './artifact-type.ts';

export const PLUGIN: ArtifactType = {
  type: 'plugin',
  plural: 'Plugins',
  specSchema: 'PluginSpec',
  needsContent: true,
  checks: [
    (manifest, add) => {
      const spec = objectIn(manifest, 'spec');
      checkUnique(spec, 'capabilities', 'name', add, ['spec']);
      checkUnique(spec, 'hooks', 'name', add, ['spec']);
      checkUnique(spec, 'commands', 'name', add, ['spec']);
    },
  ],
};
