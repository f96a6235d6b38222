import type { ArtifactName } from './artifact-name.ts';
import type { NamespacePath } from './namespace-path.ts';
import { formatSelector } from './selector.ts';
import type { Selector } from './selector.ts';

/** An artifact by its name; without a namespace it is still to be looked up (`lookupCandidates`). */
export interface NameReference {
  readonly kind: 'name';
  readonly namespace: NamespacePath | undefined;
  readonly name: ArtifactName;
  readonly selector: Selector | undefined;
}

/** One release by its id, a UUIDv7 in lower case. */
export interface IdReference {
  readonly kind: 'id';
  readonly id: string;
}

export type Reference = NameReference | IdReference;

/** The one spelling of a reference; `parseReference` reads it back to an equal value. Pure. */
export function formatReference(reference: Reference): string {
  if (reference.kind === 'id') return reference.id;
  const { namespace, name, selector } = reference;
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  return selector === undefined ? path : `${path}@${formatSelector(selector)}`;
}
