import { artifactTypeRule } from './change-rules/artifact-type.ts';
import { contentSourceRule } from './change-rules/content-source.ts';
import { controlAloneRule } from './change-rules/control-alone.ts';
import { dependencyBoundsRule } from './change-rules/dependency-bounds.ts';
import { keptFilesRule } from './change-rules/kept-files.ts';
import { migrationAloneRule } from './change-rules/migration-alone.ts';
import { nameLikenessRule } from './change-rules/name-likeness.ts';
import { nameBurstRule } from './change-rules/name-burst.ts';
import { quotaKeptRule } from './change-rules/quota-kept.ts';
import { redirectOwnersRule } from './change-rules/redirect-owners.ts';
import { releaseImmutableRule } from './change-rules/release-immutable.ts';
import { revisionRisesRule } from './change-rules/revision-rises.ts';
import { signatureKeptRule } from './change-rules/signature-kept.ts';
import { stateMovesRule } from './change-rules/state-moves.ts';
import { versionRisesRule } from './change-rules/version-rises.ts';
import type { ChangeRule } from './change/change-rule.ts';

/** Every law about a change, in the order in which they run. Adding one is a file and a row. */
export const CHANGE_RULES: readonly ChangeRule[] = [
  controlAloneRule,
  migrationAloneRule,
  releaseImmutableRule,
  keptFilesRule,
  versionRisesRule,
  artifactTypeRule,
  nameLikenessRule,
  revisionRisesRule,
  stateMovesRule,
  redirectOwnersRule,
  contentSourceRule,
  dependencyBoundsRule,
  signatureKeptRule,
  quotaKeptRule,
  nameBurstRule,
];
