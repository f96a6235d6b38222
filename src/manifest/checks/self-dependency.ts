import type { Dependency } from '../dependency.ts';
import type { AddFinding } from '../finding.ts';

/** Refuses a release that needs itself: by its full name, or by its bare name, which is looked up beside it first. */
export function refuseSelfDependency(
  own: { readonly namespace: string | undefined; readonly name: string | undefined },
  dependencies: readonly Dependency[],
  add: AddFinding,
): void {
  for (const { reference, registry, artifact, pointer } of dependencies) {
    if (reference.kind === 'id' || reference.name !== own.name || registry !== undefined) continue;
    if (reference.namespace !== undefined && reference.namespace !== own.namespace) continue;
    const message = `"${artifact}" is the artifact itself`;
    add(pointer, { code: 'HYPER_DEPENDENCY_SELF', message, hint: 'remove it' }, 'key');
  }
}
