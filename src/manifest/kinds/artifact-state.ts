import { checkFormatFields } from '../checks/format-fields.ts';
import { checkStates } from '../checks/states.ts';
import { checkChannels } from '../checks/channels.ts';
import { TEXT_FIELDS } from '../generated/text-fields.ts';
import { validateArtifactState } from '../generated/validators.js';
import type { ArtifactStateManifest } from '../manifest.ts';
import { compileTextFields } from '../text-checks.ts';
import { canonicalNamespace } from './artifact.ts';
import type { Kind } from './kind.ts';

const checkTexts = compileTextFields(TEXT_FIELDS['ArtifactState'] ?? []);

export const ARTIFACT_STATE: Kind = {
  kind: 'ArtifactState',
  filePattern: 'namespaces/<path>/<name>/artifact.yaml',
  schemaFile: 'artifact-state.schema.json',
  validate: validateArtifactState,
  read: (manifest, add) => {
    checkTexts(manifest, add);
    checkFormatFields(manifest, add);
    checkStates(manifest, add);
    checkChannels(manifest, add);
    return { ...manifest, namespace: canonicalNamespace(manifest) } as unknown as ArtifactStateManifest;
  },
};
