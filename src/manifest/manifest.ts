import type { ArtifactName, NamespacePath } from '../names/index.ts';
import type { Dependency } from './dependency.ts';
import type {
  ConfigSpec,
  LibrarySpec,
  PluginSpec,
  ServiceSpec,
  Artifact as SourceArtifact,
  ArtifactState as SourceArtifactState,
  Lockfile as SourceLockfile,
  Namespace as SourceNamespace,
  Policy as SourcePolicy,
  Project as SourceProject,
  Registry as SourceRegistry,
  TrustRoot as SourceTrustRoot,
  TemplateSpec,
  ThemeSpec,
} from './generated/types.ts';

/** The spec that goes with each type. */
export type TypedSpec =
  | { readonly type: 'plugin'; readonly spec?: PluginSpec }
  | { readonly type: 'service'; readonly spec?: ServiceSpec }
  | { readonly type: 'config'; readonly spec?: ConfigSpec }
  | { readonly type: 'template'; readonly spec?: TemplateSpec }
  | { readonly type: 'library'; readonly spec?: LibrarySpec }
  | { readonly type: 'theme'; readonly spec?: ThemeSpec };

/** One release (SPEC section 2.1). The namespace is canonical; peer dependencies stand in `dependencies`. */
export type ArtifactManifest = Readonly<
  Omit<SourceArtifact, 'namespace' | 'name' | 'dependencies' | 'peerDependencies' | 'type' | 'spec'>
> & {
  readonly namespace: NamespacePath;
  readonly name: ArtifactName;
  readonly dependencies: readonly Dependency[];
} & TypedSpec;

/** What may change after a release (SPEC section 2.2). The namespace is canonical. */
export type ArtifactStateManifest = Readonly<Omit<SourceArtifactState, 'namespace' | 'name'>> & {
  readonly namespace: NamespacePath;
  readonly name: ArtifactName;
};

/** A namespace; its path is canonical. */
export type NamespaceManifest = Readonly<Omit<SourceNamespace, 'path'>> & { readonly path: NamespacePath };

/** A project; dependencies are in normal form, the search path is canonical. */
export type ProjectManifest = Readonly<Omit<SourceProject, 'dependencies' | 'searchPath'>> & {
  readonly dependencies: readonly Dependency[];
  readonly searchPath: readonly NamespacePath[];
};

export type RegistryManifest = Readonly<SourceRegistry>;
export type TrustRootManifest = Readonly<SourceTrustRoot>;
export type PolicyManifest = Readonly<SourcePolicy>;
export type LockfileManifest = Readonly<SourceLockfile>;

/** A faultless manifest, told apart by `kind`. */
export type Manifest =
  | ArtifactManifest
  | ArtifactStateManifest
  | NamespaceManifest
  | RegistryManifest
  | TrustRootManifest
  | PolicyManifest
  | ProjectManifest
  | LockfileManifest;

export type ManifestKind = Manifest['kind'];
