import { isJsonObject } from '../../core/index.ts';
import type { AddFinding } from '../finding.ts';
import { listIn, textIn } from '../read-field.ts';
import type { Check } from './check.ts';
import { checkUnique } from './unique-entries.ts';

const BUILT_IN = new Set(['admin', 'publisher', 'maintainer', 'contributor', 'user']);

/** Refuses roles that repeat a name, take that of a built-in one, inherit from no role, or inherit in a circle. */
export const checkRoles: Check = (manifest, add) => {
  checkUnique(manifest, 'roles', 'name', add);
  const parents = new Map<string, readonly string[]>();
  const roles = listIn(manifest, 'roles').filter(isJsonObject);
  roles.forEach((role, index) => {
    const name = textIn(role, 'name');
    if (name === undefined) return;
    if (BUILT_IN.has(name)) {
      const message = `"${name}" is a built-in role`;
      add(['roles', index, 'name'], { code: 'HYPER_ROLE_BUILT_IN', message, hint: 'choose another name' });
    }
    parents.set(
      name,
      listIn(role, 'inheritsFrom').filter((parent) => typeof parent === 'string'),
    );
  });
  let index = 0;
  for (const [name, list] of parents) {
    list.forEach((parent, place) => {
      checkParent({ name, parent, pointer: ['roles', index, 'inheritsFrom', place] }, parents, add);
    });
    index += 1;
  }
};

function checkParent(
  link: { readonly name: string; readonly parent: string; readonly pointer: readonly (string | number)[] },
  parents: ReadonlyMap<string, readonly string[]>,
  add: AddFinding,
): void {
  const { name, parent, pointer } = link;
  if (BUILT_IN.has(parent)) return;
  if (!parents.has(parent)) {
    const message = `"${parent}" is no role, expected a built-in one or one of this registry`;
    add(pointer, { code: 'HYPER_ROLE_UNKNOWN', message, hint: `write one of ${[...BUILT_IN].join(', ')}` });
  } else if (reaches(parent, name, parents)) {
    const message = `"${name}" inherits from itself through "${parent}"`;
    add(pointer, { code: 'HYPER_ROLE_CIRCLE', message, hint: 'remove it' });
  }
}

function reaches(from: string, goal: string, parents: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let role = open.pop(); role !== undefined; role = open.pop()) {
    if (role === goal) return true;
    if (seen.has(role)) continue;
    seen.add(role);
    open.push(...(parents.get(role) ?? []));
  }
  return false;
}
