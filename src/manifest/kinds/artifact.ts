import type { JsonObject } from '../../core/index.ts';
import { checkContent } from '../checks/content.ts';
import { checkLicense } from '../checks/license.ts';
import { refuseSelfDependency } from '../checks/self-dependency.ts';
import { checkTimeOrder } from '../checks/time-order.ts';
import { TEXT_FIELDS } from '../generated/text-fields.ts';
import { validateArtifact } from '../generated/validators.js';
import { readNamespacePath } from '../known-texts.ts';
import type { ArtifactManifest } from '../manifest.ts';
import { readDependencies } from '../read-dependencies.ts';
import { objectIn, textIn } from '../read-field.ts';
import { compileTextFields } from '../text-checks.ts';
import { ARTIFACT_TYPES } from '../types/index.ts';
import type { Kind } from './kind.ts';

const checkTexts = compileTextFields(TEXT_FIELDS['Artifact'] ?? []);
const SPEC_CHECKS = new Map(
  [...ARTIFACT_TYPES.values()].map((row) => [
    row.type as string,
    compileTextFields(TEXT_FIELDS[row.specSchema] ?? []),
  ]),
);

export const ARTIFACT: Kind = {
  kind: 'Artifact',
  filePattern: 'namespaces/<path>/<name>/<version>.yaml',
  schemaFile: 'artifact.schema.json',
  validate: validateArtifact,
  read: (manifest, add) => {
    checkTexts(manifest, add);
    checkTimeOrder(manifest, ['createdAt', 'publishedAt'], add);
    checkLicense(manifest, add);
    checkContent(manifest, add);
    const type = textIn(manifest, 'type') ?? '';
    const spec = objectIn(manifest, 'spec');
    if (spec !== undefined) SPEC_CHECKS.get(type)?.(spec, add, ['spec']);
    for (const check of ARTIFACT_TYPES.get(type)?.checks ?? []) check(manifest, add);
    const dependencies = readDependencies(manifest, add);
    const namespace = canonicalNamespace(manifest);
    refuseSelfDependency({ namespace, name: textIn(manifest, 'name') }, dependencies, add);
    return { ...withoutPeers(manifest), namespace, dependencies } as unknown as ArtifactManifest;
  },
};

/** Peer dependencies stand with the others in the normal form. */
function withoutPeers(manifest: JsonObject): JsonObject {
  if (manifest['peerDependencies'] === undefined) return manifest;
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => key !== 'peerDependencies'));
}

/** The one spelling of the namespace; the text itself where it has faults, which are noted elsewhere. */
export function canonicalNamespace(manifest: JsonObject, field = 'namespace'): string | undefined {
  const text = textIn(manifest, field);
  if (text === undefined) return undefined;
  const result = readNamespacePath(text);
  return result.ok ? result.value : text;
}
