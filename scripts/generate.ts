import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateFieldOrder } from './generate-field-order.ts';
import { generateLint } from './generate-lint.ts';
import { generatePackage } from './generate-package.ts';
import { generateRules } from './generate-rules.ts';
import { generatePolicies, generateTemplates } from './generate-templates.ts';
import { generateTextFields } from './generate-text-fields.ts';
import { generateTypes } from './generate-types.ts';
import { generateValidators } from './generate-validators.ts';
import { readSchemaFiles } from './generate-schemas.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Every generated file, by its path from the root of the project. Pure but for reading `schemas/` and `templates/`. */
async function generateAll(): Promise<ReadonlyMap<string, string>> {
  const schemas = readSchemaFiles(join(ROOT, 'schemas'));
  const { code, declarations } = generateValidators(schemas);
  return new Map([
    ['package.json', generatePackage(readFileSync(join(ROOT, 'package.json'), 'utf8'))],
    ['docs/lint.md', generateLint()],
    ['docs/rules.md', generateRules()],
    ['src/lifecycle/generated/templates.json', generateTemplates(join(ROOT, 'templates'))],
    ['src/policy/generated/shipped-policies.json', generatePolicies(join(ROOT, 'templates/policies'))],
    ['src/manifest/generated/field-order.ts', generateFieldOrder(schemas)],
    ['src/manifest/generated/text-fields.ts', generateTextFields(schemas)],
    ['src/manifest/generated/types.ts', await generateTypes(schemas)],
    ['src/manifest/generated/validators.js', code],
    ['src/manifest/generated/validators.d.ts', declarations],
  ]);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** What is generated from sources that the other generated files are part of, and so comes after them. */
async function generateFromSources(): Promise<ReadonlyMap<string, string>> {
  const { generateOperations } = await import('./generate-operations.ts');
  return new Map([['src/operations/table/generated/operation-schemas.json', generateOperations(ROOT)]]);
}

settle(await generateAll());
if (process.argv.includes('--operations')) settle(await generateFromSources());

function settle(files: ReadonlyMap<string, string>): void {
  const stale = [...files].filter(([path, text]) => readIfThere(join(ROOT, path)) !== text);
  if (!process.argv.includes('--check')) {
    for (const [path, text] of stale) {
      mkdirSync(dirname(join(ROOT, path)), { recursive: true });
      writeFileSync(join(ROOT, path), text);
      console.log(`written: ${path}`);
    }
    return;
  }
  for (const [path] of stale) console.error(`stale: ${path}`);
  if (stale.length === 0) return;
  console.error(
    'The schemas, templates or operations changed since these files were generated. Run: npm run generate',
  );
  process.exitCode = 1;
}
