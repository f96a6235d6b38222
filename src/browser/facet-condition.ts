/** Values that need no quotes in a query. */
const BARE = /^[\w.+#/-]+$/u;

/** The condition that a facet's value stands for, as one would write it. Pure. */
export function conditionOf(field: string, value: string): string {
  return `${field}=${BARE.test(value) ? value : `"${value.replace(/["\\]/gu, '\\$&')}"`}`;
}

/** Whether the query has the condition as a part of its own, which narrows all of it. Pure. */
export function hasCondition(query: string, condition: string): boolean {
  return besides(query, condition) !== undefined;
}

/** The query with the condition, or without it where it has it already; `OR` binds less, so it is put in parentheses. Pure. */
export function toggleCondition(query: string, condition: string): string {
  const plain = query.trim();
  const rest = besides(plain, condition);
  if (rest !== undefined) return rest;
  return plain === '' ? condition : `${isEither(plain) ? `(${plain})` : plain} ${condition}`;
}

/** What the query asks besides the condition; undefined where the condition is no part of its own. */
function besides(query: string, condition: string): string | undefined {
  const spaced = ` ${query} `;
  const found = [...spaced.matchAll(formsOf(condition))].at(-1);
  const before = spaced.slice(0, found?.index);
  if (found === undefined || isEither(query) || / (?:OR|NOT)$/u.test(before)) return undefined;
  return (before + spaced.slice(before.length + found[0].length)).trim();
}

/** A condition as people type it: in any case, quoted or not, and by `:` where that is the same. */
function formsOf(condition: string): RegExp {
  const text = condition.replace(/[$()*+./?[\\\]^{|}]/gu, '\\$&').replace(/=([^"].*)/u, '="?$1"?');
  const sign = /^(?:namespace|tags)=/u.test(condition) ? '=' : '[:=]';
  return new RegExp(` ${text.replace('=', `\\s*${sign}\\s*`)}(?= )`, 'giu');
}

/** Whether the query is two or more by `OR`, outside quotes and parentheses. Pure. */
function isEither(query: string): boolean {
  let rest = query.replace(/"(?:[^"\\]|\\.)*"/gu, '');
  for (let former = ''; former !== rest;) {
    former = rest;
    rest = rest.replace(/\([^()]*\)/gu, '');
  }
  return / OR /u.test(rest);
}
