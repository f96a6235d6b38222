import { checkSigners } from '../checks/signers.ts';
import { checkTimeOrder } from '../checks/time-order.ts';
import { TEXT_FIELDS } from '../generated/text-fields.ts';
import { validateTrustRoot } from '../generated/validators.js';
import type { TrustRootManifest } from '../manifest.ts';
import { compileTextFields } from '../text-checks.ts';
import type { Kind } from './kind.ts';

const checkTexts = compileTextFields(TEXT_FIELDS['TrustRoot'] ?? []);

export const TRUST_ROOT: Kind = {
  kind: 'TrustRoot',
  filePattern: 'trust/root.yaml',
  schemaFile: 'trust-root.schema.json',
  validate: validateTrustRoot,
  read: (manifest, add) => {
    checkTexts(manifest, add);
    checkSigners(manifest, add);
    checkTimeOrder(manifest, ['createdAt', 'expiresAt'], add);
    return manifest as unknown as TrustRootManifest;
  },
};
