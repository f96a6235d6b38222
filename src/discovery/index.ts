export { CENTRALITY_LEVELS } from './centrality.ts';
export { Discovery } from './discovery.ts';
export type { ArtifactDiscovery, CentralArtifact } from './discovery.ts';
export type { DiscoveryArtifact } from './discovery-artifact.ts';
export type { ArtifactCluster } from './find-clusters.ts';
export type { FoundDependents } from './find-dependents.ts';
export type { FoundPath } from './find-path.ts';
export type { SimilarArtifact } from './find-similar.ts';
export type { Recommendation } from './recommend.ts';
