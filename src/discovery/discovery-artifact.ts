/** What discovery knows of an artifact: what its latest release says. */
export interface DiscoveryArtifact {
  /** `namespace/name`; unique. */
  readonly reference: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly keywords: readonly string[];
  readonly capabilities: readonly string[];
  /** References of what it needs when it runs or is built; those that are not given as artifacts are passed over. */
  readonly needs: readonly string[];
  /** What the registry itself saw; undefined where it saw nothing. Never what authors say. */
  readonly downloadCount?: number | undefined;
}
