import { parseTagName } from '../../names/index.ts';
import { formatFieldPath } from '../field-path.ts';
import { objectIn } from '../read-field.ts';
import type { Check } from './check.ts';

/** Refuses names of channels and tags that could not be written after an `@`, and `latest`, which is computed (ATTACKS I13). */
export const checkChannels: Check = (manifest, add) => {
  for (const field of ['channels', 'tags']) {
    for (const name of Object.keys(objectIn(manifest, field) ?? {})) {
      const pointer = [field, name];
      if (name === 'latest') {
        const message = `"${formatFieldPath(pointer)}" is not for authors to write: it is computed from the releases`;
        add(pointer, { code: 'HYPER_FIELD_COMPUTED', message, hint: 'remove it' }, 'key');
        continue;
      }
      const result = parseTagName(name);
      if (!result.ok) add(pointer, result.fault, 'key');
    }
  }
};
