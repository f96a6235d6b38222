/** Search boxes, results and facets. */
export const FINDER = `
.find { margin-left: auto; }
.find input, .finder input, .finder select, .compare select, .finder button, .compare button, #more {
  font: inherit;
  color: var(--ink);
  background: var(--paper);
  border: 1px solid var(--muted);
  border-radius: var(--radius);
  padding: 0.3rem 0.6rem;
}
.find input { width: 11rem; font-size: 0.9375rem; }
.finder { margin: 0 0 1rem; }
.finder > label { display: block; font-family: var(--serif); font-size: 1.1rem; margin-bottom: 0.4rem; }
.finder .field { display: flex; gap: 0.5rem; max-width: 46rem; }
.finder .field input { flex: 1; min-width: 0; font: 1.1rem/1.4 var(--mono); padding: 0.55rem 0.75rem; background: var(--card); }
::-webkit-search-cancel-button { filter: grayscale(1); }
.finder button, #more { background: var(--ink); color: var(--paper); border-color: var(--ink); cursor: pointer; padding: 0.45rem 1rem; }
.order { margin-top: 0.75rem; font-size: var(--small); color: var(--muted); }
.status { font-variant-numeric: tabular-nums; color: var(--muted); min-height: 1.6em; }
mark { background: var(--accent-soft); color: inherit; border-radius: 2px; }
mark.bad { background: none; text-decoration: underline wavy var(--bad); text-underline-offset: 0.25em; }
.facet { list-style: none; margin: 0 0 1.5rem; padding: 0; }
.facet button { display: flex; width: 100%; gap: 0.75rem; justify-content: space-between; text-align: left; font: 0.875rem/1.5 var(--mono); color: var(--ink); background: none; border: 0; border-left: 3px solid transparent; padding: 0.2rem 0.5rem; cursor: pointer; }
.facet button:hover { background: var(--sunken); }
.facet button[aria-pressed="true"] { border-left-color: var(--accent); font-weight: 600; background: var(--sunken); }
.facet .count { color: var(--muted); font-variant-numeric: tabular-nums; font-weight: 400; }
.found { row-gap: 0.5rem; }
.found > aside { min-width: 0; }
.found > aside:has(#facets:empty) { display: none; }
.found #narrow > summary { padding: 0.35rem 0; }
::placeholder { color: var(--muted); opacity: 1; }
.none:not([hidden]) + .found { display: none; }
.none { max-width: 46rem; }
.how { margin-top: 2rem; max-width: 46rem; }
@media (min-width: 60rem) {
  .found > aside { grid-column: 2; grid-row: 1; }
  .found > div { grid-column: 1; }
  .found #narrow[open] > summary { display: none; }
}
@media (max-width: 34rem) {
  .find { margin-left: 0; width: 100%; }
  .find input { width: 100%; }
}
@media (forced-colors: active) {
  mark { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  mark.bad { background: none; color: inherit; }
  .finder button, #more { forced-color-adjust: none; background: ButtonFace; color: ButtonText; border-color: ButtonText; }
  .facet button { border: 1px solid; }
  .facet button[aria-pressed="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  .facet button[aria-pressed="true"] .count { color: inherit; }
}
@media print { .find, .finder, .facet, #more, .how { display: none; } }
`;
