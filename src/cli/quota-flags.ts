import * as Flags from '@oclif/core/flags';
import type { QuotaTexts } from '../operations/index.ts';

/** The quotas of a namespace, as flags. */
export const quotaFlags = {
  artifacts: Flags.integer({ summary: 'How many artifacts.', helpValue: 'N', min: 0 }),
  storage: Flags.integer({ summary: 'Bytes of content in the repository.', helpValue: 'BYTES', min: 0 }),
  bandwidth: Flags.integer({ summary: 'Bytes that are served in a month.', helpValue: 'BYTES', min: 0 }),
  'api-calls': Flags.integer({ summary: 'Calls in a month.', helpValue: 'N', min: 0 }),
} as const;

/** The flags as quotas: those that were given. Pure. */
export function toQuotas(flags: {
  readonly artifacts?: number | undefined;
  readonly storage?: number | undefined;
  readonly bandwidth?: number | undefined;
  readonly 'api-calls'?: number | undefined;
}): QuotaTexts {
  const { artifacts, storage, bandwidth } = flags;
  const given = { artifacts, storage, bandwidth, apiCalls: flags['api-calls'] };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
