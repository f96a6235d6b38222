/** Conditions in words, alternatives with "or": `on linux x64 or on darwin with tracing`; the empty text for always. */
export function formatConditions(conditions: readonly object[]): string {
  return conditions
    .map((condition) => {
      const { feature = [], ...places } = condition as Readonly<Record<string, readonly string[]>>;
      const where = Object.values(places).map((values) => values.join('|'));
      const words = [...(where.length === 0 ? [] : ['on', ...where])];
      if (feature.length > 0) words.push('with', feature.join(' and '));
      return words.join(' ');
    })
    .join(' or ');
}
