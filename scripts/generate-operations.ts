import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import type { Schema } from 'ts-json-schema-generator';
import { OPERATIONS } from '../src/operations/table/operations-table.ts';

/** The JSON Schemas of what operations take and give, by the names of their types, as one text. Reads the sources. */
export function generateOperations(root: string): string {
  const options = {
    path: join(root, 'src/operations/index.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    skipTypeCheck: true,
    additionalProperties: false,
    sortProps: true,
    topRef: false,
  } as const;
  const shared = createGenerator({ ...options, expose: 'export' });
  let inlined: ReturnType<typeof createGenerator> | undefined;
  const wanted = OPERATIONS.flatMap(({ input, data }) => [
    ...(input === null ? [] : [input]),
    data.replace('[]', ''),
  ]);
  const names = [...new Set(wanted)].sort((left, right) => (left < right ? -1 : 1));
  const schemas = names.map((name): readonly [string, Schema] => {
    try {
      return [name, shared.createSchema(name)];
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('multiple definitions')) throw error;
      // Two types of one name meet in it: then each stands where it is used.
      inlined ??= createGenerator({ ...options, expose: 'none' });
      return [name, inlined.createSchema(name)];
    }
  });
  return `${JSON.stringify(Object.fromEntries(schemas), null, 2)}\n`;
}
