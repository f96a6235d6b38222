import { renderDocument } from '../document/index.ts';
import { SCHEMA_BASE_URL } from '../manifest/index.ts';
import type { NamespacePath } from '../names/index.ts';
import type { PlannedText } from './planned-text.ts';

/** What somebody wants who starts to use artifacts in a project. */
export interface NewProject {
  readonly name: string;
  /** Where the registry is: a git address, an https address or a path; undefined: said later. */
  readonly registry: string | undefined;
  /** Bare names are looked up in these, in this order. */
  readonly searchPath: readonly NamespacePath[];
}

/** The file `hyper.yaml` of a new project (SPEC section 5), with no dependencies yet. Pure. */
export function planProject({ name, registry, searchPath }: NewProject): PlannedText {
  const manifest = {
    apiVersion: 'hyper/v1',
    kind: 'Project',
    name,
    ...(registry === undefined ? {} : { registries: [{ name: 'main', url: registry }] }),
    ...(searchPath.length === 0 ? {} : { searchPath }),
    dependencies: [],
  };
  return {
    path: 'hyper.yaml',
    text: renderDocument(manifest, { schemaUrl: `${SCHEMA_BASE_URL}project.schema.json` }),
  };
}
