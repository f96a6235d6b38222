/** Values that need no quotes in a query. */
const BARE = /^[\w.+#/-]+$/u;

/** The condition that a facet's value stands for, as one would write it. Pure. */
export function conditionOf(field: string, value: string): string {
  return `${field}=${BARE.test(value) ? value : `"${value.replace(/["\\]/gu, '\\$&')}"`}`;
}

/** Whether the query has the condition as a part of its own. Pure. */
export function hasCondition(query: string, condition: string): boolean {
  return ` ${query} `.includes(` ${condition} `);
}

/** The query with the condition, or without it where it has it already; `OR` binds less, so it is put in parentheses. Pure. */
export function toggleCondition(query: string, condition: string): string {
  const plain = query.trim();
  if (!hasCondition(plain, condition))
    return plain === '' ? condition : `${isEither(plain) ? `(${plain})` : plain} ${condition}`;
  return ` ${plain} `.replace(` ${condition} `, ' ').trim();
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
