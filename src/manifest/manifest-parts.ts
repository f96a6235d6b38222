import type { Dependency } from './dependency.ts';
import type { Manifest } from './manifest.ts';

const NONE: readonly Dependency[] = [];

/** What an artifact or project needs, in normal form; nothing for other kinds. Pure. */
export function dependenciesOf(manifest: Manifest): readonly Dependency[] {
  return manifest.kind === 'Artifact' || manifest.kind === 'Project' ? manifest.dependencies : NONE;
}

/** The path of the blob that holds an artifact's content; undefined where it is kept elsewhere. Pure. */
export function contentPathOf(manifest: Manifest): string | undefined {
  return manifest.kind === 'Artifact' ? manifest.content?.path : undefined;
}
