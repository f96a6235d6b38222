import { isJsonObject } from '../../core/index.ts';
import type { JsonObject } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { AddFinding } from '../finding.ts';
import { formatFieldPath, shown } from '../field-path.ts';
import { listIn, textIn } from '../read-field.ts';

/** Refuses a list whose entries share the text that should tell them apart. */
export function checkUnique(
  holder: JsonObject | undefined,
  list: string,
  key: string,
  add: AddFinding,
  parent: Pointer = [],
): void {
  const entries = listIn(holder, list);
  if (entries.length < 2) return;
  const seen = new Map<string, number>();
  entries.forEach((entry, index) => {
    const text = isJsonObject(entry) ? textIn(entry, key) : undefined;
    if (text === undefined) return;
    const first = seen.get(text);
    if (first === undefined) {
      seen.set(text, index);
      return;
    }
    add([...parent, list, index, key], {
      code: 'HYPER_ENTRY_DUPLICATE',
      message: `${shown(text)} is already the ${key} of "${formatFieldPath([...parent, list, first])}"`,
      hint: `give the entry another ${key}, or remove it`,
    });
  });
}
