import { parseNamespacePath, scopeOf } from '../../names/index.ts';
import { numberIn, objectIn, textIn } from '../read-field.ts';
import type { Check } from './check.ts';

const TWINS = [
  ['storageQuota', 'storage'],
  ['maxArtifacts', 'artifacts'],
] as const;

/** Refuses a scope that is not that of the path, and two numbers for one quota. */
export const checkNamespaceAgreement: Check = (manifest, add) => {
  const path = parseNamespacePath(textIn(manifest, 'path') ?? '');
  const scope = textIn(manifest, 'scope');
  if (path.ok && scope !== undefined && scopeOf(path.value).name !== scope) {
    const expected = scopeOf(path.value).name;
    const message = `"scope" expected ${expected}, the scope of "${path.value}", got ${scope}`;
    add(['scope'], { code: 'HYPER_SCOPE_DISAGREES', message, hint: `write scope: ${expected}` });
  }
  const quotas = objectIn(manifest, 'quotas');
  for (const [short, long] of TWINS) {
    const [one, other] = [numberIn(manifest, short), numberIn(quotas, long)];
    if (one === undefined || other === undefined || one === other) continue;
    const message = `"${short}" and "quotas.${long}" are the same number, got ${one} and ${other}`;
    add([short], {
      code: 'HYPER_QUOTA_DISAGREES',
      message,
      hint: `remove ${short}, or write ${short}: ${other}`,
    });
  }
};
