import { HyperError, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { FieldSetting } from '../../lifecycle/index.ts';

/** Fields of a release as a user gives them; undefined leaves each as it is. */
export interface FieldTexts {
  readonly description: string | undefined;
  readonly author: string | undefined;
  readonly license: string | undefined;
  readonly homepage: string | undefined;
  readonly repository: string | undefined;
  readonly visibility: string | undefined;
  /** Each is one tag. */
  readonly tags: readonly string[];
  readonly keywords: readonly string[];
  /** Each is `KEY=VALUE`. */
  readonly labels: readonly string[];
  /** Each is `REFERENCE@RANGE`. */
  readonly dependencies: readonly string[];
  /** Each is `FIELD=VALUE`, with dots between names; the value is YAML. */
  readonly set: readonly string[];
}

/** What identifies a release, or follows from its content. */
const FIXED: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'id',
  'type',
  'namespace',
  'name',
  'version',
  'content',
  'createdAt',
]);

/** The fields as parts of a document, in order. Errors: `HYPER_FIELD_UNSETTABLE`. Pure. */
export function toSettings(texts: FieldTexts): FieldSetting[] {
  const settings: FieldSetting[] = [];
  for (const field of ['description', 'author', 'license', 'homepage', 'repository'] as const) {
    const value = texts[field];
    if (value !== undefined) settings.push({ pointer: ['metadata', field], value });
  }
  for (const field of ['tags', 'keywords'] as const) {
    if (texts[field].length > 0) settings.push({ pointer: ['metadata', field], value: [...texts[field]] });
  }
  if (texts.visibility !== undefined) settings.push({ pointer: ['visibility'], value: texts.visibility });
  for (const label of texts.labels) {
    const [key, value] = splitOnce(label, '=');
    settings.push({ pointer: ['labels', key], value });
  }
  if (texts.dependencies.length > 0) {
    const entries = texts.dependencies.map((text) => {
      const at = text.lastIndexOf('@');
      if (at <= 0) throw unsettable(text, 'write a dependency as NAMESPACE/NAME@RANGE');
      return { artifact: text.slice(0, at), version: text.slice(at + 1) };
    });
    settings.push({ pointer: ['dependencies'], value: entries });
  }
  return [...settings, ...texts.set.map(toSetting)];
}

function toSetting(text: string): FieldSetting {
  const [path, value] = splitOnce(text, '=');
  const pointer = path.split('.');
  if (FIXED.has(pointer[0] ?? '')) {
    throw unsettable(text, `"${toOneLine(pointer[0] ?? '')}" is not for --set to change`);
  }
  return {
    pointer: pointer.map((step) => (/^\d{1,4}$/u.test(step) ? Number(step) : step)),
    value: toValue(value),
  };
}

/** The value as YAML reads it; an empty one removes the field. */
function toValue(text: string): JsonValue | undefined {
  if (text === '') return undefined;
  const parsed = parseDocument(Buffer.from(`value: ${text}\n`)).document?.value;
  const isRead = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  const value = isRead ? (parsed as Readonly<Record<string, JsonValue>>)['value'] : undefined;
  return value ?? text;
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw unsettable(text, 'write FIELD=VALUE');
}

function unsettable(text: string, why: string): HyperError {
  return new HyperError('HYPER_FIELD_UNSETTABLE', `cannot set "${toOneLine(text).slice(0, 80)}"`, {
    hint: why,
  });
}
