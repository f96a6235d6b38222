import { forgeEvent, forgeMerge, forgeReport, forgeShow, hookInstall, preReceive } from '../index.ts';
import { row } from './operation-row.ts';
import type { OperationRow } from './operation-row.ts';

/** Rights of a forge are the token's; the change that is merged was judged by those of the registry. */
const FOREIGN = { capability: null, isAudited: false, spec: [] } as const;

/** Operations at a forge, and at a bare repository that people push to. */
export const FORGE_OPERATIONS: readonly OperationRow[] = [
  row(forgeEvent, 'ForgeEventInput', 'ForgeEventData', FOREIGN),
  row(forgeMerge, 'ForgeMergeInput', 'ForgeMergeData', FOREIGN),
  row(forgeReport, 'ForgeReportInput', 'ForgeReportData', FOREIGN),
  row(forgeShow, 'ForgeShowInput', 'CiData', FOREIGN),
  row(hookInstall, 'HookInstallInput', 'HookInstallData', FOREIGN),
  row(preReceive, 'PreReceiveInput', 'PreReceiveData', FOREIGN),
];
