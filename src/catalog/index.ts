export {
  DIGEST_LIST_PATH,
  DigestedParts,
  fileDigest,
  parseDigestList,
  renderDigestList,
} from './build/digest-list.ts';
export type { DigestListInput } from './build/digest-list.ts';
export { FileTable } from './build/file-table.ts';
export { touchedArtifacts } from './build/touched.ts';
export type { Touched } from './build/touched.ts';
export type { FileDigest } from './build/file-table.ts';
export { planCatalog } from './build/plan-catalog.ts';
export type { CatalogPlan } from './build/plan-catalog.ts';
export { renderUnits } from './build/render-units.ts';
export type { RenderedFile } from './build/render-units.ts';
export { NOTHING_BUILT } from './build/built-plan.ts';
export type { BuiltPlan, BuiltUnit, PlanBasis } from './build/built-plan.ts';
export { UNIT_LIST_PATH, parseUnitList, planRendering, renderUnitList } from './build/unit-list.ts';
export type { RenderPlan } from './build/unit-list.ts';
export type { Unit } from './build/unit.ts';
export { FACTS_PREFIX } from './build/facts-unit.ts';
export { FactsRestorer, gatherFacts, renderFacts, restoreFacts } from './facts/registry-facts.ts';
export type { RegistryFacts, RestoredFacts } from './facts/registry-facts.ts';
export type { ReleaseFacts, Visibility } from './facts/release-facts.ts';
export {
  CHECKPOINT_BUNDLE_PATH,
  CHECKPOINT_PATH,
  UNLISTED_PATHS,
  parseCheckpoint,
  renderCheckpoint,
} from './checkpoint/checkpoint.ts';
export type { Checkpoint, ParsedCheckpoint } from './checkpoint/checkpoint.ts';
export { compareCheckpoint } from './checkpoint/compare-checkpoint.ts';
export type {
  CheckpointFacts,
  CheckpointFault,
  RememberedCheckpoint,
} from './checkpoint/compare-checkpoint.ts';
export { HISTORY_PATH, parseHistory, renderHistory, trailOf } from './checkpoint/history.ts';
export { SEARCH_FOLDER, paths } from './model/paths.ts';
export { discoveryOf } from './model/discovery-of.ts';
export { searchDocumentsOf } from './model/search-documents.ts';
export type { CatalogOptions, FormerTexts } from './model/catalog.ts';
export type { HistoryEvent } from './model/site-history.ts';
export type { LongFile, OutputFile } from './output-file.ts';
