import { releaseStateOf, roleOf } from '../registry/index.ts';
import type { ManifestChange } from '../registry/index.ts';
import { forRelease, forState } from './needed/for-artifact.ts';
import { forFolder, forNamespace } from './needed/for-namespace.ts';
import { forRegistry, needed, stateFact, wordFor } from './needed/needed-capability.ts';
import type { ChangeSides, NeededCapability } from './needed/needed-capability.ts';

/**
 * Which capabilities a change of one file needs; all of them must be allowed at the base. What has no owner of its own (the
 * registry, trust roots, workflows, anything outside of the layout) needs `registry:admin`. Pure.
 */
export function capabilitiesFor(change: ManifestChange, sides: ChangeSides): readonly NeededCapability[] {
  const { role, path } = change;
  switch (role.kind) {
    case 'namespace':
      return forNamespace(change, role.namespace, sides);
    case 'policy':
      return [needed('namespace:manage', role.namespace, `the policy "${role.id}" is ${wordFor(change)}`)];
    case 'release':
      return forRelease(change, role, sides);
    case 'state':
      return forState(role, sides);
    case 'signature':
      return forSignature(role.signs, sides);
    case 'text':
      return forText(path, sides);
    case 'blob':
      // Content of others may be among it; adding some takes nothing from anybody.
      return change.status === 'added' ? [] : [forRegistry(`a blob is ${wordFor(change)}`)];
    case 'registry':
    case 'trust-root':
    case 'observed':
    case 'other':
    case 'foreign':
      return [forRegistry(`${path} is ${wordFor(change)}`)];
  }
}

function forSignature(signs: string, sides: ChangeSides): NeededCapability[] {
  const role = roleOf(signs);
  const why = `the signature of ${signs} is changed`;
  switch (role.kind) {
    case 'release':
    case 'state': {
      const version = role.kind === 'release' ? role.version : undefined;
      const reference = `${role.namespace}/${role.name}`;
      const { state } = releaseStateOf(sides.base.states.get(reference), version ?? '');
      const isNew =
        version !== undefined && sides.base.index.artifacts.get(reference)?.releases.has(version) !== true;
      const capability = isNew ? 'artifact:create' : 'artifact:update';
      const known = isNew ? releaseStateOf(sides.head.states.get(reference), version).state : state;
      return [
        needed(capability, role.namespace, why, { artifact: role.name, version, resource: stateFact(known) }),
      ];
    }
    case 'namespace':
    case 'policy':
      return forFolder(role.namespace, why, sides);
    default:
      return [forRegistry(why)];
  }
}

function forText(path: string, sides: ChangeSides): NeededCapability[] {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const why = `${path} is changed`;
  for (const side of [sides.base, sides.head]) {
    for (const artifact of side.index.artifacts.values()) {
      if (artifact.folder !== folder) continue;
      const what = { artifact: artifact.name, version: undefined, resource: stateFact(undefined) };
      return [needed('artifact:update', artifact.namespace, why, what)];
    }
  }
  for (const side of [sides.base, sides.head]) {
    for (const entry of side.index.namespaces.values()) {
      if (entry.folder === folder) return forFolder(entry.path, why, sides);
    }
  }
  return [forRegistry(why)];
}
