import { checkNamespaceAgreement } from '../checks/namespace-agreement.ts';
import { checkSigners } from '../checks/signers.ts';
import { TEXT_FIELDS } from '../generated/text-fields.ts';
import { validateNamespace } from '../generated/validators.js';
import type { NamespaceManifest } from '../manifest.ts';
import { objectIn } from '../read-field.ts';
import { compileTextFields } from '../text-checks.ts';
import { canonicalNamespace } from './artifact.ts';
import type { Kind } from './kind.ts';

const checkTexts = compileTextFields(TEXT_FIELDS['Namespace'] ?? []);

export const NAMESPACE: Kind = {
  kind: 'Namespace',
  filePattern: 'namespaces/<path>/namespace.yaml',
  schemaFile: 'namespace.schema.json',
  validate: validateNamespace,
  read: (manifest, add) => {
    checkTexts(manifest, add);
    checkNamespaceAgreement(manifest, add);
    checkSigners(objectIn(manifest, 'signing'), add, ['signing']);
    return { ...manifest, path: canonicalNamespace(manifest, 'path') } as unknown as NamespaceManifest;
  },
};
