export { headBranchOf, installHook } from './install-hook.ts';
