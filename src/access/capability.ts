import type { Permission } from '../manifest/index.ts';

/** Something that a role may allow (SPEC section 3). */
export type Capability = Exclude<Permission['action'], '*'>;

/** Every capability, in the order in which they are shown. */
export const CAPABILITIES = [
  'artifact:discover',
  'artifact:read',
  'artifact:create',
  'artifact:publish',
  'namespace:write',
  'artifact:update',
  'artifact:deprecate',
  'artifact:delete',
  'namespace:manage',
  'user:manage',
  'registry:admin',
] as const satisfies readonly Capability[];

/** Whether the text names a capability. */
export function isCapability(text: string): text is Capability {
  return (CAPABILITIES as readonly string[]).includes(text);
}

/** What everybody may do where it is public. */
export function isReading(capability: Capability): boolean {
  return capability === 'artifact:read' || capability === 'artifact:discover';
}
