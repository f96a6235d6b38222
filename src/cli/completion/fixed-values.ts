import { CAPABILITIES } from '../../access/index.ts';
import { BUILT_IN_ROLES } from '../../lifecycle/index.ts';
import { ARTIFACT_TYPES } from '../../manifest/index.ts';
import { CACHE_AREAS, OUTPUT_VALUES, SETTINGS } from '../../operations/index.ts';
import { SHIPPED_POLICY_IDS } from '../../policy/index.ts';
import { ACT_OPERATIONS } from '../../registry/index.ts';

const SETTING_KEYS = SETTINGS.map(({ key }) => key);
const WRITABLE_KEYS = SETTINGS.flatMap(({ key, isSecret }) => (isSecret ? [] : [key]));
const FORMATS = ['1', '2'];

/** What a flag or an argument takes that checks its value itself, by command; what else it takes stands in its help. */
export const FIXED_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['access explain --capability', CAPABILITIES],
  ['audit --operation', ACT_OPERATIONS],
  ['cache clear AREA', CACHE_AREAS.map(({ name }) => name)],
  ['config get KEY', SETTING_KEYS],
  ['config set KEY', WRITABLE_KEYS],
  ['config unset KEY', WRITABLE_KEYS],
  ['downgrade --to', FORMATS],
  ['key revoke TARGET', ['registry']],
  ['key rotate TARGET', ['registry']],
  ['migrate --to', FORMATS],
  ['namespace grant ROLE', BUILT_IN_ROLES],
  ['namespace policy --add', SHIPPED_POLICY_IDS],
  ['namespace revoke ROLE', BUILT_IN_ROLES],
  ['registry create TYPE', [...ARTIFACT_TYPES.keys()]],
  ['upgrade --to', FORMATS],
  ['version promote --to', ['stable', 'edge', 'nightly']],
]);

/** What an argument takes behind a certain one before it, by command. */
export const VALUES_BEHIND: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map([
  [
    'config set VALUE',
    new Map([
      ...SETTINGS.flatMap(({ key, type }) => (type === 'switch' ? [[key, ['true', 'false']] as const] : [])),
      ...SETTINGS.flatMap(({ key, type }) => (type === 'format' ? [[key, OUTPUT_VALUES] as const] : [])),
    ]),
  ],
]);
