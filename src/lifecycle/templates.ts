import { invariant, sortedBy } from '../core/index.ts';
import texts from './generated/templates.json' with { type: 'json' };

const TEMPLATES: ReadonlyMap<string, string> = new Map(Object.entries(texts));

/** Words that stand for a value in a template. */
const PLACEHOLDER = /__([A-Z]+(?:_[A-Z]+)*)__/gu;

/**
 * The text of a file of `templates/` with its placeholders filled in. A value is put in as it is: the caller has checked
 * that it means nothing to the format. Throws `HYPER_INTERNAL` for a template or placeholder that does not exist. Pure.
 */
export function fillTemplate(path: string, values: ReadonlyMap<string, string> = new Map()): string {
  const template = TEMPLATES.get(path);
  invariant(template !== undefined, `there is a template ${path}`);
  return template.replace(PLACEHOLDER, (_whole, name: string) => {
    const value = values.get(name);
    invariant(value !== undefined, `the template ${path} has a value for ${name}`);
    return value;
  });
}

/** The text of a template as it stands, undefined where there is none. Pure. */
export function findTemplate(path: string): string | undefined {
  return TEMPLATES.get(path);
}

/** The templates of a folder, by the names of their files or folders, in order. Pure. */
export function templateNames(folder: string): readonly string[] {
  const names = [...TEMPLATES.keys()]
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length + 1).split('/')[0] ?? '');
  return sortedBy(new Set(names), (name) => name);
}
