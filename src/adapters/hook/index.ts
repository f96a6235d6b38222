export { installHook } from './install-hook.ts';
