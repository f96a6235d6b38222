import { FIELD_ORDER, schemaLineFor } from '../../manifest/index.ts';
import type { LintRule, LintSubject } from './lint-rule.ts';

const SCHEMA_LINE = /^# yaml-language-server: \$schema=.*$/mu;

/** The first comment lines name the schema of the kind. */
export const schemaLineRule: LintRule = {
  id: 'schema-line',
  code: 'HYPER_LINT_SCHEMA_LINE',
  severity: 'warning',
  *check({ document, manifest }) {
    const line = schemaLineOf(document.text);
    if (line === schemaLineFor(manifest.kind)) return;
    // A registry may serve the schemas itself: any address will do that ends with the file.
    if (line?.endsWith(schemaLineFor(manifest.kind).replace(/^.*\//u, '/')) === true) return;
    const message =
      line === undefined ? 'no line names the schema' : `the schema is not that of "${manifest.kind}"`;
    yield { message, hint: `begin with: ${schemaLineFor(manifest.kind)}` };
  },
  mend: { changes: 'layout', apply: mendSchemaLine },
};

function mendSchemaLine({ document: { text }, manifest }: LintSubject): string {
  const line = schemaLineFor(manifest.kind);
  const old = schemaLineOf(text);
  return old === undefined ? `${line}\n${text}` : text.replace(old, () => line);
}

/** Only what stands above the first field counts. */
function schemaLineOf(text: string): string | undefined {
  const head = /^(?:[ \t]*(?:#.*)?\r?\n)*/u.exec(text)?.[0] ?? '';
  return SCHEMA_LINE.exec(head)?.[0];
}

/** Lines end with a line feed and nothing before it. */
export const textFormRule: LintRule = {
  id: 'text-form',
  code: 'HYPER_LINT_TEXT_FORM',
  severity: 'warning',
  *check({ document: { text } }) {
    const hint = 'hyper lint --fix mends it';
    if (/[ \t\r]$/mu.test(text))
      yield { message: 'there are spaces or carriage returns at the ends of lines', hint };
    if (!text.endsWith('\n')) yield { message: 'the last line has no end', hint };
    else if (text.endsWith('\n\n')) yield { message: 'empty lines stand at the end', hint };
  },
  mend: {
    changes: 'layout',
    apply: ({ document: { text } }) => `${text.replaceAll(/[ \t\r]+$/gmu, '').trimEnd()}\n`,
  },
};

/** Fields stand in the order of the schema. */
export const keyOrderRule: LintRule = {
  id: 'key-order',
  code: 'HYPER_LINT_KEY_ORDER',
  severity: 'warning',
  *check(subject) {
    const keys = Object.keys(subject.fields);
    const [found, other] = [keys, sortedKeys(subject)].map((list) => list.join(' '));
    if (found === other) return;
    const first = keys.find((key, index) => key !== sortedKeys(subject)[index]) ?? '';
    const message = `the field "${first}" stands where another one usually does`;
    yield { message, hint: `the usual order: ${other ?? ''}`, pointer: [first], part: 'key' };
  },
  mend: { changes: 'layout', apply: inOrder },
};

function inOrder(subject: LintSubject): string {
  const chunks = chunksOf(subject);
  if (chunks === undefined) return subject.document.text;
  const { head, parts } = chunks;
  return (
    head +
    sortedKeys(subject)
      .map((key) => parts.get(key) ?? '')
      .join('')
  );
}

function sortedKeys({ fields, manifest }: LintSubject): string[] {
  const order = FIELD_ORDER[manifest.kind] ?? [];
  const keys = Object.keys(fields);
  const known = order.filter((key) => Object.hasOwn(fields, key));
  return [...known, ...keys.filter((key) => !order.includes(key))];
}

/**
 * The text as what stands above its fields and one part a field, each with the comments right above it. Undefined where
 * its lines do not tell them apart.
 */
function chunksOf({
  document,
  fields,
}: LintSubject): { head: string; parts: Map<string, string> } | undefined {
  const text = document.text.endsWith('\n') ? document.text : `${document.text}\n`;
  const keys = Object.keys(fields);
  const starts = keys.map((key) => document.locate([key], 'key').start);
  if (starts.some(({ column }) => column !== 1)) return undefined;
  const begins = starts.map(({ offset }) => beginOf(text, offset));
  // Comments above the first field are about the whole, unless an empty line parts those of the field from them.
  const first = starts[0]?.offset ?? 0;
  const above = text.slice(0, first);
  const gap = above.lastIndexOf('\n\n');
  begins[0] = gap < 0 ? first : gap + 2;
  const parts = keys.map((key, index) => [key, text.slice(begins[index], begins[index + 1])] as const);
  return { head: text.slice(0, begins[0]), parts: new Map(parts) };
}

/** Where the comment lines begin that stand right above an offset. */
function beginOf(text: string, offset: number): number {
  let begin = offset;
  for (;;) {
    const line = text.lastIndexOf('\n', begin - 2) + 1;
    if (begin === 0 || text[line] !== '#') return begin;
    begin = line;
  }
}
