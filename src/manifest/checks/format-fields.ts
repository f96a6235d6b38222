import { toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { fieldsBeyond, formatOfApiVersion, toApiVersion } from '../formats.ts';
import type { Check } from './check.ts';

/** A reference is no longer. */
const MAX_HINT = 320;

/** Refuses fields that came with a later format than the one that `apiVersion` states. */
export const checkFormatFields: Check = (manifest, add) => {
  const { kind, apiVersion, namespace = '', name = '' } = manifest;
  const format = formatOfApiVersion(apiVersion);
  if (format === undefined || typeof kind !== 'string') return;
  for (const { field, row } of fieldsBeyond(manifest, kind, format)) {
    add(
      [field],
      {
        code: 'HYPER_FIELD_FORMAT',
        message: `"${field}" needs apiVersion: ${toApiVersion(row.format)}`,
        hint: `${row.changedBy[0]} ${toOneLine(`${textOf(namespace)}/${textOf(name)}`).slice(0, MAX_HINT)}`,
      },
      'key',
    );
  }
};

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : '';
}
