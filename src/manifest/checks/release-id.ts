import { isUuidV7 } from '../../names/index.ts';
import type { Complaint } from '../finding.ts';
import { shown } from '../field-path.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** Refuses an id that is not a UUID of version 7 in lower case, version and variant bits included. */
export function checkUuid(text: string): Complaint | undefined {
  if (isUuidV7(text)) return undefined;
  const lower = text.trim().toLowerCase();
  const hint = isUuidV7(lower) ? `write "${lower}"` : 'give it a new UUID of version 7';
  return {
    code: 'HYPER_ID_INVALID',
    message: `expected a UUID of version 7, got ${describe(lower, text)}`,
    hint,
  };
}

function describe(lower: string, text: string): string {
  const version = UUID.exec(lower)?.[1];
  if (version === undefined || version === '7') return shown(text);
  return `${shown(text)} of version ${parseInt(version, 16)}`;
}
