import { checkUnique } from '../checks/unique-entries.ts';
import { TEXT_FIELDS } from '../generated/text-fields.ts';
import { validatePolicy } from '../generated/validators.js';
import type { PolicyManifest } from '../manifest.ts';
import { compileTextFields } from '../text-checks.ts';
import type { Kind } from './kind.ts';

const checkTexts = compileTextFields(TEXT_FIELDS['Policy'] ?? []);

export const POLICY: Kind = {
  kind: 'Policy',
  filePattern: 'namespaces/<path>/policies/<id>.yaml',
  schemaFile: 'policy.schema.json',
  validate: validatePolicy,
  read: (manifest, add) => {
    checkTexts(manifest, add);
    checkUnique(manifest, 'rules', 'id', add);
    return manifest as unknown as PolicyManifest;
  },
};
