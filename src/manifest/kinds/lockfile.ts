import { checkUnique } from '../checks/unique-entries.ts';
import { TEXT_FIELDS } from '../generated/text-fields.ts';
import { validateLockfile } from '../generated/validators.js';
import type { LockfileManifest } from '../manifest.ts';
import { compileTextFields } from '../text-checks.ts';
import type { Kind } from './kind.ts';

const checkTexts = compileTextFields(TEXT_FIELDS['Lockfile'] ?? []);

export const LOCKFILE: Kind = {
  kind: 'Lockfile',
  filePattern: 'hyper.lock',
  schemaFile: 'lockfile.schema.json',
  validate: validateLockfile,
  read: (manifest, add) => {
    checkTexts(manifest, add);
    checkUnique(manifest, 'registries', 'name', add);
    return manifest as unknown as LockfileManifest;
  },
};
