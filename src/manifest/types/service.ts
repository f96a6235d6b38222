import type { Check } from '../checks/check.ts';
import { checkUnique } from '../checks/unique-entries.ts';
import { numberIn, objectIn } from '../read-field.ts';
import type { ArtifactType } from './artifact-type.ts';

/** At least as many at most as at least. */
const checkScaling: Check = (manifest, add) => {
  const scaling = objectIn(objectIn(manifest, 'spec'), 'scaling');
  const [least, most] = [numberIn(scaling, 'minReplicas'), numberIn(scaling, 'maxReplicas')];
  if (least === undefined || most === undefined || least <= most) return;
  const message = `"spec.scaling.maxReplicas" expected at least the ${least} of "minReplicas", got ${most}`;
  add(['spec', 'scaling', 'maxReplicas'], {
    code: 'HYPER_FIELD_RANGE',
    message,
    hint: `write ${least} or more`,
  });
};

export const SERVICE: ArtifactType = {
  type: 'service',
  plural: 'Services',
  specSchema: 'ServiceSpec',
  needsContent: false,
  checks: [
    checkScaling,
    (manifest, add) => {
      const deployment = objectIn(objectIn(manifest, 'spec'), 'deployment');
      checkUnique(deployment, 'ports', 'name', add, ['spec', 'deployment']);
    },
  ],
};
