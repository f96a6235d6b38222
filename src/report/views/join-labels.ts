/** `name=value` pairs with commas, in the order given; in a field, where lines break at spaces, with a space behind each. */
export function joinLabels(labels: Readonly<Record<string, string>>, comma: ',' | ', ' = ','): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(comma);
}
