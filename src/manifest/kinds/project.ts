import { checkUnique } from '../checks/unique-entries.ts';
import { TEXT_FIELDS } from '../generated/text-fields.ts';
import { validateProject } from '../generated/validators.js';
import type { ProjectManifest } from '../manifest.ts';
import { readDependencies } from '../read-dependencies.ts';
import { listIn } from '../read-field.ts';
import { compileTextFields } from '../text-checks.ts';
import { canonicalNamespace } from './artifact.ts';
import type { Kind } from './kind.ts';

const checkTexts = compileTextFields(TEXT_FIELDS['Project'] ?? []);

export const PROJECT: Kind = {
  kind: 'Project',
  filePattern: 'hyper.yaml',
  schemaFile: 'project.schema.json',
  validate: validateProject,
  read: (manifest, add) => {
    checkTexts(manifest, add);
    checkUnique(manifest, 'registries', 'name', add);
    const dependencies = readDependencies(manifest, add);
    const searchPath = listIn(manifest, 'searchPath').map((text) => canonicalNamespace({ text }, 'text'));
    return { ...manifest, dependencies, searchPath } as unknown as ProjectManifest;
  },
};
