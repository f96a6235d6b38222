import { isJsonObject } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import type { ParsedDocument } from '../../document/index.ts';
import type { NotableChange } from '../../registry/index.ts';
import type { FieldDifference, PlacedValue } from './diff-data.ts';

/** Says where in the two texts the fields stand that differ. Pure. */
export function placeFields(
  before: ParsedDocument,
  after: ParsedDocument,
  changes: readonly NotableChange[],
): FieldDifference[] {
  return changes.map(({ field, pointer, gone, come }) => {
    const steps = pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    return { field, pointer, gone: placed(before, steps, gone), come: placed(after, steps, come) };
  });
}

/** Items of a list stand where they do in it; anything else where its key is. */
function placed(
  document: ParsedDocument,
  steps: readonly string[],
  items: readonly JsonValue[],
): PlacedValue[] {
  const list = valueAt(document.value, steps);
  let next = 0;
  return items.map((value) => {
    const index = Array.isArray(list) ? (list as readonly JsonValue[]).indexOf(value, next) : -1;
    next = index + 1;
    const { line, column } = document.locate(
      index < 0 ? steps : [...steps, index],
      index < 0 ? 'key' : 'value',
    ).start;
    return { value, line, column };
  });
}

function valueAt(root: JsonValue, steps: readonly string[]): JsonValue | undefined {
  let here: JsonValue | undefined = root;
  for (const step of steps) {
    if (!isJsonObject(here)) return undefined;
    here = Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here;
}
