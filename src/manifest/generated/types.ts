/* Generated from schemas/ by scripts/generate.ts; run npm run generate. */
/**
 * A namespace, dotted and lower case: the scope, then the segments. The slash form is read and normalised.
 */
export type NamespacePath = string;
/**
 * The name of an artifact inside its namespace: kebab-case, at most 63 characters.
 */
export type ArtifactName = string;
/**
 * A moment in UTC, ISO 8601, ending in Z.
 */
export type Timestamp = string;
/**
 * An artifact: namespace/name, or a bare name that is looked up in this namespace and then in its ancestors.
 */
export type Reference = string;
/**
 * An exact version by SemVer 2.0.0. Quote it where YAML would read a number.
 */
export type Version = string;
/**
 * An https address without credentials.
 */
export type HttpsUrl = string;
/**
 * A digest as algorithm:hex.
 */
export type DigestText = string;
/**
 * A UUID of version 7 (RFC 9562), lower case, assigned once and never used again.
 */
export type Uuid = string;
/**
 * A mail address.
 */
export type Email = string;
/**
 * An https address, or a mail address as mailto:.
 */
export type ContactUrl = string;
/**
 * A SHA-256 digest: 64 lower-case hex digits.
 */
export type Sha256Hex = string;
/**
 * A SHA3-512 digest: 128 lower-case hex digits.
 */
export type Sha3Hex = string;
/**
 * What is needed: a list of entries, or in short a map of reference to range, which means runtime.
 */
export type Dependencies =
  | DependencyEntry[]
  | {
      [k: string]: Constraint;
    };
/**
 * Which versions will do: a range, or one of the constraint objects.
 */
export type Constraint =
  | string
  | {
      eq?: Version;
      gt?: Version;
      gte?: Version;
      lt?: Version;
      lte?: Version;
      range?: Range;
      caret?: Version;
      tilde?: Version;
      /**
       * A version with x or * in the places that do not matter.
       */
      wildcard?: string;
    };
/**
 * A range of versions as node-semver reads it.
 */
export type Range = string;
/**
 * A path inside the artifact: relative, with forward slashes, never leaving it.
 */
export type RelativePath = string;
/**
 * A path below the target folder; placeholders of the template language may stand in it.
 */
export type OutputPath = string;
/**
 * A full git commit id, 40 or 64 hex digits.
 */
export type CommitId = string;
/**
 * A text, a whole number, true or false, or a list of these.
 */
export type ScalarOrList = string | number | boolean | (string | number | boolean)[];

/**
 * Every kind and every shared definition.
 */
export interface ManifestByKind {}
/**
 * Everything about an artifact that may change after a release.
 */
export interface ArtifactState {
  /**
   * The format of this manifest: hyper/v1, or hyper/v2 where it holds a notice. hyper upgrade and hyper downgrade change it.
   */
  apiVersion: 'hyper/v1' | 'hyper/v2';
  /**
   * What this manifest is. Always ArtifactState here.
   */
  kind: 'ArtifactState';
  namespace: NamespacePath;
  name: ArtifactName;
  /**
   * Rises by one with every change of this file and never falls.
   */
  revision: number;
  /**
   * The state of each release, by version.
   */
  releases?: {
    /**
     * The state of one release.
     */
    [k: string]: {
      /**
       * Where the release is in its life.
       */
      state: 'published' | 'draft' | 'deprecated' | 'archived';
      /**
       * Why and until when it may still be used.
       */
      deprecation?: {
        deprecatedAt: Timestamp;
        removedAt?: Timestamp;
        replacement?: Reference;
        /**
         * Why, in a sentence.
         */
        reason: string;
        /**
         * Versions of the same artifact that will do.
         */
        alternateVersions?: Version[];
      };
      /**
       * The release is not chosen any more unless a lock names it already.
       */
      yanked?: {
        at: Timestamp;
        /**
         * Who yanked it.
         */
        by?: string;
        /**
         * Why, in a sentence.
         */
        reason: string;
        /**
         * How bad it is.
         */
        severity?: 'critical' | 'high' | 'medium' | 'low';
        advisory?: HttpsUrl;
      };
      /**
       * The release is hidden; it can be published again.
       */
      unpublished?: {
        at: Timestamp;
        /**
         * Who hid it.
         */
        by?: string;
        /**
         * Why, in a sentence.
         */
        reason?: string;
      };
      /**
       * The release was deleted. Its version can never be used again.
       */
      tombstone?: {
        at: Timestamp;
        /**
         * Who deleted it.
         */
        by?: string;
        /**
         * Why, in a sentence.
         */
        reason: string;
        digest?: DigestText;
      };
      /**
       * The state before it was archived, to which it is restored.
       */
      archivedFrom?: 'published' | 'draft' | 'deprecated';
    };
  };
  /**
   * The version that each channel names.
   */
  channels?: {
    [k: string]: Version;
  };
  /**
   * The version that each tag names. latest is computed and never written.
   */
  tags?: {
    [k: string]: Version;
  };
  /**
   * What everybody who looks at the artifact is to know, in a sentence or two. Needs apiVersion hyper/v2.
   */
  notice?: string;
  /**
   * The artifact has moved. Old locks keep working.
   */
  redirect?: {
    artifact: Reference;
    at?: Timestamp;
    /**
     * Why, in a sentence.
     */
    reason?: string;
  };
}
/**
 * One release of an artifact. It never changes once it is on the default branch.
 */
export interface Artifact {
  /**
   * The format of this manifest. Always hyper/v1.
   */
  apiVersion: 'hyper/v1';
  /**
   * What this manifest is. Always Artifact here.
   */
  kind: 'Artifact';
  id: Uuid;
  /**
   * What the artifact is. It decides the fields of spec.
   */
  type: 'plugin' | 'service' | 'config' | 'template' | 'library' | 'theme';
  namespace: NamespacePath;
  name: ArtifactName;
  version: Version;
  /**
   * Who may see it. Left out, it is that of the namespace.
   */
  visibility?: 'public' | 'private' | 'internal';
  /**
   * What people want to know about the release.
   */
  metadata: {
    /**
     * What the artifact is for, in a sentence or two.
     */
    description: string;
    /**
     * Who wrote it.
     */
    author?: string;
    /**
     * The licence as an SPDX expression.
     */
    license?: string;
    /**
     * A few words to find it by.
     */
    tags?: string[];
    /**
     * More words to find it by.
     */
    keywords?: string[];
    homepage?: HttpsUrl;
    repository?: HttpsUrl;
    /**
     * What changed since the release before.
     *
     * Items: One change.
     */
    changes?: {
      /**
       * What sort of change it is.
       */
      kind: 'added' | 'changed' | 'deprecated' | 'removed' | 'fixed' | 'security';
      /**
       * The change, in a sentence.
       */
      description: string;
      /**
       * Where to read more.
       */
      links?: HttpsUrl[];
    }[];
  };
  labels?: Labels;
  annotations?: Annotations;
  /**
   * Who publishes it.
   */
  publisher?: {
    /**
     * The id of the publisher in this registry.
     */
    id?: string;
    /**
     * The name of the publisher.
     */
    name?: string;
    email?: Email;
    url?: ContactUrl;
  };
  createdAt: Timestamp;
  publishedAt?: Timestamp;
  /**
   * The bytes of the release: their digests and exactly one place where they are. A plugin, template, library or theme must have it; a config or service may be all in its spec.
   */
  content?: {
    digests: Digests;
    /**
     * The size in bytes. Required for inline and path; without it a download stops at the limit of the registry.
     */
    size?: number;
    /**
     * The media type of the content.
     */
    mediaType?: string;
    /**
     * The content itself: text, or base64 where encoding says so.
     */
    inline?: string;
    /**
     * How inline is written. Left out, it is text and its bytes are UTF-8.
     */
    encoding?: 'base64' | 'text';
    /**
     * A blob of this repository: blobs/sha256/, two digits, two digits, the digest.
     */
    path?: string;
    /**
     * Where the content is fetched: https:, oci: or s3:.
     */
    uri?: string;
  };
  dependencies?: Dependencies;
  peerDependencies?: Dependencies;
  /**
   * Tests of the content. hyper test REF shows them, and runs them where it is told to with --run.
   *
   * Items: A command that runs in a folder of its own, beside the content.
   */
  tests?: {
    /**
     * Its name, unlike those of the other tests.
     */
    name: string;
    /**
     * What it shows, in a sentence.
     */
    description?: string;
    /**
     * The program and its arguments. No shell reads them.
     *
     * Items: The program, or one argument.
     */
    command: string[];
    content?: RelativePath;
    /**
     * Files that stand in the folder beside the content.
     *
     * Items: A text file.
     */
    files?: {
      path: RelativePath;
      /**
       * What is in it.
       */
      text: string;
    }[];
    /**
     * The exit status that means passed (0).
     */
    exitStatus?: number;
    /**
     * What it must print, to the byte; any text will do where it is left out.
     */
    stdout?: string;
    /**
     * When it is ended, with all that it started (60).
     */
    timeoutSeconds?: number;
  }[];
  /**
   * What only artifacts of this type have; see the schema of the type.
   */
  spec?: {
    [k: string]: unknown;
  };
}
/**
 * Short texts by key, indexed and selectable. Labels flow down namespaces; the value of the child wins.
 */
export interface Labels {
  [k: string]: string;
}
/**
 * Free texts by key, kept and shown but not indexed.
 */
export interface Annotations {
  [k: string]: string;
}
/**
 * Digests of the content, in lower-case hex. Everything stated must match.
 */
export interface Digests {
  sha256: Sha256Hex;
  'sha3-512'?: Sha3Hex;
}
/**
 * One artifact that is needed.
 */
export interface DependencyEntry {
  artifact: Reference;
  version: Constraint;
  /**
   * What it is needed for. Left out, it is runtime.
   */
  type?: 'runtime' | 'dev' | 'build' | 'peer';
  /**
   * True where everything still works without it.
   */
  optional?: boolean;
  condition?: DependencyCondition;
  /**
   * The name of the registry it comes from, where that is not this one.
   */
  registry?: string;
  /**
   * A part of the artifact that needs it, for readers and tools.
   */
  scope?: string;
  /**
   * Why it is needed, in a sentence.
   */
  reason?: string;
}
/**
 * When the dependency is needed; everything stated must hold, os, arch and env by one of their values.
 */
export interface DependencyCondition {
  /**
   * Operating systems, as node calls them.
   */
  os?: string[];
  /**
   * Processor architectures, as node calls them.
   */
  arch?: string[];
  /**
   * Environments.
   */
  env?: string[];
  /**
   * Features that the consumer switched on, all of them.
   */
  feature?: string[];
}
/**
 * Labels that must all be there with these values.
 */
export interface Selector {
  [k: string]: string;
}
/**
 * A public key that may sign here.
 */
export interface PublicKey {
  /**
   * The id of the key: sha256: and the SHA-256 of its SubjectPublicKeyInfo in hex, as hyper key list prints it.
   */
  keyId: string;
  /**
   * A name of the key for people.
   */
  label?: string;
  /**
   * The signature algorithm of the key.
   */
  algorithm: 'ed25519' | 'ecdsa-p256' | 'rsa-pss';
  /**
   * The key itself: SubjectPublicKeyInfo in base64, or PEM.
   */
  publicKey: string;
  createdAt: Timestamp;
  expiresAt?: Timestamp;
  revokedAt?: Timestamp;
  compromisedSince?: Timestamp;
  /**
   * Why the key was revoked.
   */
  revocationReason?: string;
}
/**
 * Somebody or something that signs without a key of its own, through an OpenID Connect issuer.
 */
export interface SigningIdentity {
  issuer: HttpsUrl;
  /**
   * The identity as the issuer writes it, compared exactly.
   */
  subject: string;
}
/**
 * Who is meant: exactly one of the forms below.
 */
export interface Principal {
  /**
   * A GitHub user, by the number that never changes.
   */
  githubUser?: {
    /**
     * The numeric id of the account; this is what counts.
     */
    id: number;
    /**
     * The login at the time of writing, for people who read this.
     */
    login?: string;
  };
  /**
   * A team of a GitHub organization, by number.
   */
  githubTeam?: {
    /**
     * The numeric id of the team; this is what counts.
     */
    id: number;
    /**
     * organization/team at the time of writing, for people who read this.
     */
    login?: string;
  };
  /**
   * The id of a key listed in the namespace or in one above it.
   */
  key?: string;
  oidc?: SigningIdentity;
}
/**
 * One thing that is allowed or denied. A deny wins over every allow.
 */
export interface Permission {
  /**
   * A namespace, a pattern of namespaces with *, or an artifact.
   */
  resource: string;
  /**
   * The capability that is meant; * is all of them.
   */
  action:
    | 'artifact:publish'
    | 'artifact:create'
    | 'artifact:update'
    | 'artifact:delete'
    | 'artifact:deprecate'
    | 'artifact:read'
    | 'artifact:discover'
    | 'namespace:write'
    | 'namespace:manage'
    | 'user:manage'
    | 'registry:admin'
    | '*';
  /**
   * Whether it is allowed or denied.
   */
  effect: 'allow' | 'deny';
  /**
   * All of these must hold for the permission to count.
   */
  conditions?: AccessCondition[];
}
/**
 * A condition on a permission.
 */
export interface AccessCondition {
  /**
   * Where the field is looked up.
   */
  type: 'resource-state' | 'time' | 'ip' | 'user-agent' | 'custom';
  /**
   * The field that is compared.
   */
  field: string;
  /**
   * How it is compared.
   */
  operator: 'eq' | 'neq' | 'gt' | 'lt' | 'in' | 'contains';
  value: ScalarOrList;
}
/**
 * Texts by name.
 */
export interface StringMap {
  [k: string]: string;
}
/**
 * A configuration: its format, where it applies and what it holds.
 */
export interface ConfigSpec {
  /**
   * The format of the configuration.
   */
  format: 'json' | 'yaml' | 'toml' | 'hcl' | 'env';
  /**
   * A JSON Schema of the configuration. References in it are never fetched.
   */
  schema?: {
    [k: string]: unknown;
  };
  /**
   * True where the content is encrypted.
   */
  encrypted?: boolean;
  /**
   * Configurations that this one builds on; later ones win.
   */
  extends?: Reference[];
  /**
   * Values that win over everything in extends.
   */
  overrides?: {
    [k: string]: unknown;
  };
  /**
   * What the configuration applies to.
   */
  target?: {
    /**
     * A namespace or a pattern of namespaces with *.
     */
    scope?: string;
    selector?: Selector;
  };
  /**
   * Dotted paths of fields that are never shown.
   */
  sensitiveFields?: string[];
  /**
   * Secrets that are filled in at the place of use; never the secrets themselves.
   *
   * Items: One secret.
   */
  secrets?: {
    /**
     * The name of the secret.
     */
    name: string;
    /**
     * Where it is kept.
     */
    source: 'vault' | 'aws-secrets' | 'gcp-secret' | 'builtin';
    /**
     * Where it is found there.
     */
    path: string;
  }[];
  /**
   * The values where nothing else is said.
   */
  defaultValues?: {
    [k: string]: unknown;
  };
  /**
   * The environment it is meant for.
   */
  environment?: string;
}
/**
 * The language of a library, what it exports and where it runs.
 */
export interface LibrarySpec {
  /**
   * The programming language, lower case.
   */
  language: string;
  /**
   * The modules or symbols that may be used.
   *
   * Items: One module or symbol.
   */
  exports?: {
    /**
     * Its name, as one writes it to use it.
     */
    name: string;
    path?: RelativePath;
    /**
     * What it is for, in a sentence.
     */
    description?: string;
  }[];
  /**
   * Where the library runs.
   */
  platforms?: string[];
}
/**
 * A resolution, exact to the byte: the file hyper.lock. It is written by hyper, not by hand.
 */
export interface Lockfile {
  /**
   * The format of this manifest. Always hyper/v1.
   */
  apiVersion: 'hyper/v1';
  /**
   * What this manifest is. Always Lockfile here.
   */
  kind: 'Lockfile';
  /**
   * The version of the format of lockfiles.
   */
  formatVersion: number;
  /**
   * Which version is taken where several will do.
   */
  strategy?: 'highest' | 'lowest' | 'newest' | 'most-downloaded' | 'manual';
  /**
   * The registries that were asked, and what they were at that moment.
   *
   * Items: One registry.
   */
  registries: {
    /**
     * The name of the registry.
     */
    name: string;
    id?: Uuid;
    /**
     * Where it was.
     */
    url?: string;
    commit?: CommitId;
    /**
     * The version of its trust root.
     */
    rootVersion?: number;
  }[];
  /**
   * What was asked for.
   */
  requirements: DependencyEntry[];
  /**
   * What was chosen, by artifact.
   */
  packages: {
    /**
     * One release that was chosen.
     */
    [k: string]: {
      version: Version;
      id?: Uuid;
      manifest: DigestText;
      digests?: Digests;
      /**
       * The size of its content in bytes.
       */
      size?: number;
      /**
       * Where its content is: an address, a path in the registry, or the word inline for the manifest itself.
       */
      source?: string;
      /**
       * The registry it came from, where there are several.
       */
      registry?: string;
      /**
       * Who signed it: a key id, or issuer and subject.
       */
      signer?: string;
      /**
       * What it needs and the version that was chosen for it.
       */
      dependencies?: {
        [k: string]: Version;
      };
      /**
       * It is needed where any of these holds. Left out, it is needed always.
       */
      conditions?: DependencyCondition[];
      /**
       * What it is needed for.
       *
       * Items: What it is needed for.
       */
      types?: ('runtime' | 'dev' | 'build' | 'peer')[];
      /**
       * True where it is only needed by optional dependencies.
       */
      optional?: boolean;
    };
  };
}
/**
 * A namespace: who owns it, who may write, whose signatures count.
 */
export interface Namespace {
  /**
   * The format of this manifest. Always hyper/v1.
   */
  apiVersion: 'hyper/v1';
  /**
   * What this manifest is. Always Namespace here.
   */
  kind: 'Namespace';
  id?: Uuid;
  path: NamespacePath;
  /**
   * Rises with every change of this file and never falls; 1 where it is not written. Signatures name it.
   */
  revision?: number;
  /**
   * The scope; it follows from the first segment of the path and must agree with it.
   */
  scope?: 'organization' | 'global' | 'system' | 'library' | 'user' | 'local';
  /**
   * Who owns it: an organization, a user, a community.
   */
  owner?: string;
  /**
   * What it is for, in a sentence or two.
   */
  description?: string;
  /**
   * Who may see what is in it, where a release says nothing else.
   */
  visibility?: 'public' | 'private' | 'internal';
  /**
   * True where everyone may see that it is there.
   */
  public?: boolean;
  labels?: Labels;
  annotations?: Annotations;
  contact?: ContactUrl;
  /**
   * Limits of this namespace and all below it together. A child may not have more than its parent.
   */
  quotas?: {
    /**
     * All content, in bytes.
     */
    storage?: number;
    /**
     * Number of artifacts.
     */
    artifacts?: number;
    /**
     * Content served in a month, in bytes.
     */
    bandwidth?: number;
    /**
     * Calls in a month.
     */
    apiCalls?: number;
  };
  /**
   * The same as quotas.storage, in bytes.
   */
  storageQuota?: number;
  /**
   * The same as quotas.artifacts.
   */
  maxArtifacts?: number;
  /**
   * Who may do what, here and below.
   *
   * Items: One grant.
   */
  access?: {
    principal: Principal;
    /**
     * A built-in role (admin, publisher, maintainer, contributor, user) or one of the registry.
     */
    role: string;
    expiresAt?: Timestamp;
    /**
     * Why it was granted.
     */
    reason?: string;
  }[];
  /**
   * Whose signatures count here and below.
   */
  signing?: {
    /**
     * How many of them must sign.
     */
    threshold: number;
    /**
     * Keys that may sign.
     */
    keys?: PublicKey[];
    /**
     * Identities that may sign without a key.
     */
    identities?: SigningIdentity[];
  };
  /**
   * How the policies that flow down from above are changed here.
   */
  policies?: {
    /**
     * One entry for each policy that is changed. A mandatory one may only be tightened.
     *
     * Items: One change.
     */
    overrides?: {
      /**
       * The id of the policy.
       */
      policy: string;
      /**
       * How strictly it is enforced here; a disabled policy is not enforced.
       */
      enforcement: 'mandatory' | 'advisory' | 'audit-only' | 'disabled';
      /**
       * Why it is changed.
       */
      reason?: string;
    }[];
  };
}
/**
 * What a plugin is made of and what it may do.
 */
export interface PluginSpec {
  /**
   * What runs the plugin.
   */
  runtime: {
    /**
     * The language it is written in.
     */
    language: 'typescript' | 'python' | 'rust' | 'go' | 'wasm';
    version?: Range;
    /**
     * The engine that loads it.
     */
    engine?: string;
  };
  /**
   * What the plugin offers; used to find similar plugins.
   *
   * Items: One thing the plugin offers.
   */
  capabilities?: {
    /**
     * The name of the capability, kebab-case.
     */
    name: string;
    version?: Version;
    /**
     * What it is good for, in a sentence.
     */
    description?: string;
  }[];
  /**
   * True where the plugin changes manifests on their way in.
   */
  transformArtifact?: boolean;
  /**
   * True where the plugin adds checks of its own.
   */
  validateArtifact?: boolean;
  /**
   * Facets that the plugin adds to search.
   */
  customSearchFacets?: string[];
  /**
   * True where the plugin answers webhooks.
   */
  webhookSupport?: boolean;
  /**
   * True where the plugin exports metrics.
   */
  metricsExport?: boolean;
  /**
   * What the plugin may touch; everything else is closed to it.
   */
  permissions?: string[];
  /**
   * The permissions without which the plugin cannot work.
   */
  requiredPermissions?: string[];
  entryPoint?: RelativePath;
  /**
   * Events that the plugin listens to.
   *
   * Items: One event and who answers it.
   */
  hooks?: {
    /**
     * The name of the hook, unique in the plugin.
     */
    name: string;
    /**
     * The event that is listened to.
     */
    event:
      | 'registry:beforeCreate'
      | 'registry:afterCreate'
      | 'registry:beforeUpdate'
      | 'registry:afterUpdate'
      | 'registry:beforeDelete'
      | 'registry:afterDelete'
      | 'registry:beforePublish'
      | 'registry:afterPublish'
      | 'registry:beforeUnpublish'
      | 'registry:afterUnpublish'
      | 'registry:beforeDeprecate'
      | 'registry:afterDeprecate'
      | 'registry:beforeArchive'
      | 'registry:afterArchive'
      | 'registry:beforeRestore'
      | 'registry:afterRestore'
      | 'registry:beforeValidate'
      | 'registry:afterValidate'
      | 'registry:beforeResolve'
      | 'registry:afterResolve'
      | 'registry:beforeSearch'
      | 'registry:afterSearch'
      | 'registry:beforeSign'
      | 'registry:afterSign'
      | 'registry:beforeVerify'
      | 'registry:afterVerify'
      | 'onArtifactCreate'
      | 'onArtifactPublish'
      | 'onSearch';
    /**
     * The exported function that is called.
     */
    handler: string;
    /**
     * Hooks run in falling order of priority; 0 to 1000.
     */
    priority?: number;
  }[];
  /**
   * Commands that the plugin adds.
   *
   * Items: One command.
   */
  commands?: {
    /**
     * The name of the command, kebab-case.
     */
    name: string;
    /**
     * What the command is for, in a sentence.
     */
    description?: string;
    /**
     * How the command is called.
     */
    usage?: string;
    /**
     * The exported function that is called.
     */
    handler?: string;
  }[];
  /**
   * A JSON Schema of the configuration. It is shown and offered to editors; references in it are never fetched.
   */
  configSchema?: {
    [k: string]: unknown;
  };
  /**
   * The configuration where nothing else is said.
   */
  defaultConfig?: {
    [k: string]: unknown;
  };
}
/**
 * Rules that manifests in a namespace and below it must keep.
 */
export interface Policy {
  /**
   * The format of this manifest. Always hyper/v1.
   */
  apiVersion: 'hyper/v1';
  /**
   * What this manifest is. Always Policy here.
   */
  kind: 'Policy';
  /**
   * The id of the policy; it must agree with the name of the file.
   */
  id: string;
  /**
   * A name for people.
   */
  name?: string;
  /**
   * Rises with every change of this file and never falls; 1 where it is not written. Signatures name it.
   */
  revision?: number;
  /**
   * What the policy is for, in a sentence or two.
   */
  description?: string;
  /**
   * advisory warns, mandatory refuses, audit-only is only recorded.
   */
  enforcement: 'mandatory' | 'advisory' | 'audit-only';
  /**
   * What the policy looks at. Left out, it is everything in its namespace and below.
   */
  scope?: {
    /**
     * Only artifacts of these types.
     *
     * Items: A type of artifact.
     */
    types?: ('plugin' | 'service' | 'config' | 'template' | 'library' | 'theme')[];
    /**
     * Only namespaces that match; * stands for one segment.
     */
    namespaces?: string[];
    selector?: Selector;
  };
  /**
   * What is let through all the same.
   *
   * Items: One exception.
   */
  exceptions?: {
    /**
     * A namespace, an artifact or a release.
     */
    target: string;
    /**
     * Why it is let through.
     */
    reason: string;
    expiresAt: Timestamp;
  }[];
  /**
   * The rules, checked in this order.
   *
   * Items: One rule.
   */
  rules: {
    /**
     * The id of the rule, unique in the policy.
     */
    id: string;
    /**
     * What the rule is for.
     */
    description?: string;
    /**
     * validation decides, inspection reports, transformation changes.
     */
    type: 'validation' | 'inspection' | 'transformation';
    /**
     * How bad it is to break it.
     */
    severity: 'low' | 'medium' | 'high' | 'critical';
    condition: PolicyCondition;
    /**
     * What happens when the condition holds.
     */
    action: {
      /**
       * deny refuses what meets the condition, allow refuses what does not, log and notify only tell, modify proposes a patch.
       */
      type: 'deny' | 'allow' | 'modify' | 'log' | 'notify';
      /**
       * Details of the action, by name: message for people; set (field to value) and remove (fields) for modify.
       */
      parameters?: {
        [k: string]: unknown;
      };
    };
  }[];
  /**
   * Cases that show what the policy says; hyper policy test runs them.
   *
   * Items: One case.
   */
  examples?: {
    /**
     * What the case shows.
     */
    name: string;
    /**
     * What the policy must say.
     */
    expect: 'deny' | 'allow';
    /**
     * The parts of a manifest that matter; signature.verified and signature.signers stand for what verifying would find.
     */
    manifest: {
      [k: string]: unknown;
    };
    /**
     * The id of the rule that must refuse, where deny is expected.
     */
    rule?: string;
    /**
     * What is known beside the manifest.
     */
    facts?: {
      /**
       * Fields of the namespace.
       */
      namespace?: {
        [k: string]: unknown;
      };
      /**
       * Who acts.
       */
      user?: {
        [k: string]: unknown;
      };
      /**
       * What is done.
       */
      operation?: {
        [k: string]: unknown;
      };
    };
  }[];
  labels?: Labels;
  annotations?: Annotations;
}
/**
 * A comparison of one field, an expression, or several conditions joined.
 */
export interface PolicyCondition {
  /**
   * Whose field is looked at.
   */
  target?: 'artifact' | 'namespace' | 'user' | 'operation';
  /**
   * The field, as a dotted path; [n] for an entry of a list and ["…"] for a key with dots.
   */
  field?: string;
  /**
   * How the field is compared. A comparison with a field that is not there does not hold, except that exists may ask for it.
   */
  operator?:
    'equals' | 'contains' | 'matches' | 'in' | 'greater-than' | 'less-than' | 'exists' | 'licensed-under';
  value?: ScalarOrList;
  /**
   * An expression of the Common Expression Language over artifact, ns (the namespace), user and operation, for what comparisons cannot say.
   */
  cel?: string;
  /**
   * All of these must hold.
   */
  and?: PolicyCondition[];
  /**
   * At least one of these must hold.
   */
  or?: PolicyCondition[];
  not?: PolicyCondition;
}
/**
 * A project that uses artifacts: the file hyper.yaml.
 */
export interface Project {
  /**
   * The format of this manifest. Always hyper/v1.
   */
  apiVersion: 'hyper/v1';
  /**
   * What this manifest is. Always Project here.
   */
  kind: 'Project';
  /**
   * The name of the project.
   */
  name: string;
  /**
   * What the project is, in a sentence.
   */
  description?: string;
  /**
   * Registries that artifacts come from. A namespace belongs to one of them, by the longest of their namespaces; a name never falls through to another.
   *
   * Items: One registry.
   */
  registries?: {
    /**
     * A name for it in this project.
     */
    name: string;
    /**
     * Where it is: a git address, an https address or a path.
     */
    url: string;
    /**
     * These namespaces, and those below them, come from it alone. Left out, it has all that no other registry has; at most one registry leaves it out.
     */
    namespaces?: NamespacePath[];
  }[];
  /**
   * Namespaces in which bare names are looked up, in this order.
   */
  searchPath?: NamespacePath[];
  dependencies?: Dependencies;
  /**
   * Ranges that replace what anyone else asks of these artifacts.
   */
  overrides?: {
    [k: string]: Constraint;
  };
  /**
   * Exact versions that must be taken.
   */
  pins?: {
    [k: string]: Version;
  };
  /**
   * Which version is taken where several will do.
   */
  strategy?: 'highest' | 'lowest' | 'newest' | 'most-downloaded' | 'manual';
}
/**
 * The registry itself: its name, its limits, its roles.
 */
export interface Registry {
  /**
   * The format of this manifest. Always hyper/v1.
   */
  apiVersion: 'hyper/v1';
  /**
   * What this manifest is. Always Registry here.
   */
  kind: 'Registry';
  id?: Uuid;
  /**
   * The name of the registry, kebab-case.
   */
  name: string;
  url?: HttpsUrl;
  /**
   * What the registry is for, in a sentence or two.
   */
  description?: string;
  /**
   * The version of the layout of the repository: 1, or 2 with folders between a namespace and its artifacts where fanOut says so.
   */
  formatVersion: number;
  /**
   * Namespaces with very many names: each of their artifacts lies in one of 256 folders, _ and the first two digits of the sha256 of its name. Needs formatVersion 2; hyper migrate writes it.
   */
  fanOut?: NamespacePath[];
  /**
   * Rises with every change of this file and never falls; 1 where it is not written. Signatures name it.
   */
  revision?: number;
  /**
   * Limits and defaults.
   */
  settings?: {
    /**
     * Up to which size content is kept where.
     */
    tiers?: {
      /**
       * Content below this size may stand in the manifest.
       */
      inlineMaxBytes?: number;
      /**
       * Content below this size may be a blob of the repository.
       */
      blobMaxBytes?: number;
    };
    /**
     * Limits that may be lower than the built-in ones, never higher.
     */
    limits?: {
      /**
       * The size of a manifest.
       */
      manifestMaxBytes?: number;
      /**
       * The size of a README or a changelog.
       */
      readmeMaxBytes?: number;
      /**
       * The size of any content, wherever it is.
       */
      contentMaxBytes?: number;
      /**
       * The dependencies of one release.
       */
      dependenciesMax?: number;
    };
    /**
     * Hosts that content may be fetched from; * stands for one label. Left out, any host will do.
     */
    allowedContentHosts?: string[];
    /**
     * Who may see what, where a namespace says nothing.
     */
    defaultVisibility?: 'public' | 'private' | 'internal';
    /**
     * Of which releases hyper build writes locks: every published one (all, the default), the newest of each release line (lines), the latest of each artifact alone (latest), or none.
     */
    builtLocks?: 'lines' | 'latest' | 'all' | 'none';
    /**
     * Ids of shipped policies that are in force everywhere.
     *
     * Items: The id of a policy.
     */
    defaultPolicies?: string[];
    /**
     * Beginnings of names that only admins may use.
     */
    reservedPrefixes?: string[];
    /**
     * Rules whose findings do not count for a while; every report of hyper ci shows them.
     *
     * Items: One skip.
     */
    skips?: {
      /**
       * The id of a rule that allows skips; hyper explain RULE says whether it does.
       */
      rule: string;
      /**
       * A path of the registry, or a folder with a slash at its end.
       */
      target: string;
      /**
       * Why, in a sentence.
       */
      reason: string;
      expiresAt: Timestamp;
    }[];
  };
  /**
   * Roles beyond the built-in five.
   *
   * Items: One role.
   */
  roles?: {
    /**
     * The name of the role, kebab-case.
     */
    name: string;
    /**
     * What the role is for.
     */
    description?: string;
    /**
     * Roles whose permissions it has as well.
     *
     * Items: The name of a role.
     */
    inheritsFrom?: string[];
    /**
     * What the role may do and may not do.
     */
    permissions?: Permission[];
  }[];
  /**
   * Who may do everything in the registry.
   */
  admins?: Principal[];
  onlineKey?: PublicKey;
  /**
   * Keys that signed builds before: their attestations still prove when a file was accepted, as far as their own times let them.
   */
  formerOnlineKeys?: PublicKey[];
  onlineIdentity?: SigningIdentity;
  /**
   * Other registries that stand in for namespaces of this one.
   *
   * Items: One registry at one namespace.
   */
  mounts?: {
    namespace: NamespacePath;
    url: HttpsUrl;
    commit?: CommitId;
    root?: DigestText;
  }[];
  labels?: Labels;
  annotations?: Annotations;
}
/**
 * Where a service listens, what it speaks and how it is run.
 */
export interface ServiceSpec {
  endpoint?: HttpsUrl;
  /**
   * What the service speaks.
   */
  protocol: 'grpc' | 'rest' | 'graphql' | 'websocket' | 'http';
  /**
   * How to tell that the service is well.
   */
  healthCheck?: {
    /**
     * The path that is asked.
     */
    path?: string;
    /**
     * The port that is asked.
     */
    port?: number;
    /**
     * A command to run instead of asking a path.
     */
    command?: string[];
    /**
     * Seconds to wait before the first time.
     */
    initialDelaySeconds?: number;
    /**
     * Seconds between two times.
     */
    intervalSeconds?: number;
    /**
     * Seconds after which no answer is a failure.
     */
    timeoutSeconds?: number;
    /**
     * Failures in a row until it counts as down.
     */
    failureThreshold?: number;
  };
  /**
   * The version of the interface.
   */
  apiVersion?: string;
  /**
   * The methods it offers, by name.
   */
  methods?: {
    /**
     * One method.
     */
    [k: string]: {
      /**
       * What the method is for, in a sentence.
       */
      description?: string;
      /**
       * A JSON Schema of what it takes.
       */
      requestSchema?: {
        [k: string]: unknown;
      };
      /**
       * A JSON Schema of what it gives.
       */
      responseSchema?: {
        [k: string]: unknown;
      };
    };
  };
  /**
   * How the service is run.
   */
  deployment?: {
    /**
     * What it runs as.
     */
    type: 'container' | 'wasm' | 'process' | 'serverless';
    /**
     * The image or module, best named by digest.
     */
    image?: string;
    /**
     * The program and its first arguments.
     */
    entrypoint?: string[];
    /**
     * Arguments after the entry point.
     */
    command?: string[];
    /**
     * What one instance needs.
     */
    resources?: {
      /**
       * Cores, or thousandths of one with m.
       */
      cpu?: string;
      /**
       * Bytes with an optional unit.
       */
      memory?: string;
      /**
       * Bytes with an optional unit.
       */
      storage?: string;
      /**
       * Number of graphics processors.
       */
      gpu?: number;
    };
    env?: StringMap;
    /**
     * Ports that it listens on.
     *
     * Items: One port.
     */
    ports?: {
      /**
       * The name of the port, kebab-case.
       */
      name: string;
      /**
       * The number of the port.
       */
      port: number;
      /**
       * The transport.
       */
      protocol?: 'tcp' | 'udp' | 'http' | 'grpc';
      /**
       * True where it may be reached from outside.
       */
      expose?: boolean;
    }[];
    /**
     * How to tell that an instance must be started again.
     */
    livenessProbe?: {
      /**
       * The path that is asked.
       */
      path?: string;
      /**
       * The port that is asked.
       */
      port?: number;
      /**
       * A command to run instead of asking a path.
       */
      command?: string[];
      /**
       * Seconds to wait before the first time.
       */
      initialDelaySeconds?: number;
      /**
       * Seconds between two times.
       */
      intervalSeconds?: number;
      /**
       * Seconds after which no answer is a failure.
       */
      timeoutSeconds?: number;
      /**
       * Failures in a row until it counts as down.
       */
      failureThreshold?: number;
    };
    /**
     * How to tell that an instance may be given work.
     */
    readinessProbe?: {
      /**
       * The path that is asked.
       */
      path?: string;
      /**
       * The port that is asked.
       */
      port?: number;
      /**
       * A command to run instead of asking a path.
       */
      command?: string[];
      /**
       * Seconds to wait before the first time.
       */
      initialDelaySeconds?: number;
      /**
       * Seconds between two times.
       */
      intervalSeconds?: number;
      /**
       * Seconds after which no answer is a failure.
       */
      timeoutSeconds?: number;
      /**
       * Failures in a row until it counts as down.
       */
      failureThreshold?: number;
    };
  };
  /**
   * How the service takes part in a service mesh.
   */
  mesh?: {
    /**
     * The proxy that runs beside each instance.
     */
    sidecar?: {
      /**
       * The image of the proxy.
       */
      image?: string;
      /**
       * The port the proxy listens on.
       */
      port?: number;
    };
    /**
     * Where traffic is led through the mesh.
     */
    injectionPoints?: string[];
    /**
     * How requests are spread.
     */
    trafficPolicy?: {
      /**
       * How an instance is chosen.
       */
      loadBalancing?: 'round-robin' | 'least-request' | 'random' | 'consistent-hash';
      /**
       * Connections at one time.
       */
      maxConnections?: number;
      /**
       * Milliseconds after which a request is given up.
       */
      timeoutMs?: number;
    };
    /**
     * What happens when it does not answer.
     */
    resilience?: {
      /**
       * How often a request is tried again.
       */
      retryAttempts?: number;
      /**
       * Milliseconds before the first new attempt.
       */
      retryBackoffMs?: number;
      /**
       * Failures in a row after which requests are no longer sent.
       */
      circuitBreakerFailures?: number;
      /**
       * Milliseconds until it is tried again.
       */
      circuitBreakerResetMs?: number;
    };
  };
  /**
   * The interface in detail.
   */
  api?: {
    /**
     * What the interface speaks.
     */
    protocol?: 'grpc' | 'rest' | 'graphql' | 'websocket' | 'http';
    /**
     * Addresses that it offers.
     *
     * Items: One address.
     */
    endpoints?: {
      /**
       * The path after the endpoint.
       */
      path: string;
      /**
       * The HTTP method.
       */
      method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
      /**
       * What it is for, in a sentence.
       */
      description?: string;
    }[];
    openapi?: RelativePath;
  };
  /**
   * Between how many instances it runs.
   */
  scaling?: {
    /**
     * At least so many.
     */
    minReplicas?: number;
    /**
     * At most so many.
     */
    maxReplicas?: number;
    /**
     * What decides the number.
     *
     * Items: One measure and its target.
     */
    metrics?: {
      /**
       * The measure.
       */
      name: string;
      /**
       * The value to keep, in the unit of the measure (cpu and memory: percent).
       */
      target: number;
    }[];
  };
}
/**
 * What a template asks for and what it writes.
 */
export interface TemplateSpec {
  /**
   * The template language.
   */
  engine: 'handlebars' | 'jinja2' | 'eta' | 'ejs';
  /**
   * What is asked for.
   *
   * Items: One parameter.
   */
  parameters?: {
    /**
     * The name of the parameter.
     */
    name: string;
    /**
     * What kind of value it takes.
     */
    type: 'string' | 'number' | 'integer' | 'boolean' | 'enum' | 'array' | 'object';
    /**
     * What it is for, in a sentence.
     */
    description?: string;
    /**
     * True where it must be given.
     */
    required?: boolean;
    /**
     * The value where none is given.
     */
    default?: {
      [k: string]: unknown;
    };
    /**
     * What values will do.
     */
    validation?: {
      /**
       * A regular expression that the text must match; run by a linear-time engine.
       */
      regex?: string;
      /**
       * The values that will do.
       */
      enum?: (string | number | boolean)[];
      /**
       * The smallest number, or the shortest length.
       */
      min?: number;
      /**
       * The largest number, or the longest length.
       */
      max?: number;
    };
  }[];
  /**
   * What is written.
   *
   * Items: One thing that is written.
   */
  outputs?: {
    /**
     * The name of the output.
     */
    name: string;
    /**
     * What it is.
     */
    type: 'file' | 'directory' | 'artifact';
    path: OutputPath;
    /**
     * The mode of the file, in octal.
     */
    permissions?: string;
  }[];
  /**
   * Steps before anything is written. They are shown and only run when asked to.
   */
  preGenerate?: string[];
  /**
   * Steps after everything is written. They are shown and only run when asked to.
   */
  postGenerate?: string[];
}
/**
 * What a theme dresses and in which variants.
 */
export interface ThemeSpec {
  /**
   * The programs or surfaces that it dresses.
   */
  targets?: string[];
  /**
   * The variants it comes in.
   *
   * Items: One variant.
   */
  variants?: {
    /**
     * The name of the variant, kebab-case.
     */
    name: string;
    /**
     * Light, dark or with high contrast.
     */
    appearance: 'light' | 'dark' | 'high-contrast';
    path?: RelativePath;
  }[];
  preview?: RelativePath;
}
/**
 * The keys in which all trust in the registry begins.
 */
export interface TrustRoot {
  /**
   * The format of this manifest. Always hyper/v1.
   */
  apiVersion: 'hyper/v1';
  /**
   * What this manifest is. Always TrustRoot here.
   */
  kind: 'TrustRoot';
  registry?: Uuid;
  /**
   * Rises by one with every new root.
   */
  version: number;
  createdAt?: Timestamp;
  expiresAt: Timestamp;
  /**
   * How many of the keys must sign.
   */
  threshold: number;
  /**
   * The root keys.
   */
  keys: PublicKey[];
  /**
   * Identities that may sign in place of a key.
   */
  identities?: SigningIdentity[];
}
