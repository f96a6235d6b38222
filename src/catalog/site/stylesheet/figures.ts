/** Pictures, signatures, differences and code. */
export const FIGURES = `
.graph { background: var(--card); border: 1px solid var(--rule); border-radius: var(--radius); padding: 0.5rem; }
.graph svg { display: block; max-width: none; }
.graph .back { display: none; position: sticky; left: 0.5rem; top: 0.5rem; padding: 0.35rem 0.75rem; background: var(--card); border: 1px solid var(--muted); border-radius: var(--radius); }
@media screen {
  .graph:target { position: fixed; inset: 0; z-index: 3; margin: 0; border: 0; border-radius: 0; overflow: auto; }
  .graph:target .back { display: inline-block; }
  .graph:target svg { margin: 1rem auto; }
}
.graph .edges path { fill: none; stroke: var(--muted); stroke-width: 1.25; }
.graph marker path { fill: var(--muted); }
.graph .box { fill: var(--paper); stroke: var(--hue, var(--muted)); stroke-width: 1.5; }
.graph text { font: 600 12px var(--mono); fill: var(--ink); }
.graph .place { font-weight: 400; font-size: 11px; fill: var(--muted); }
.graph .here .box { stroke-width: 3; }
.graph a:hover .box { fill: var(--sunken); }
.graph a:focus-visible .box { stroke: var(--accent); stroke-width: 3; }
.graph a:focus-visible { outline: none; }
.needs, .names { font: 0.875rem/1.8 var(--mono); }
.names { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0 0 0.5rem; padding: 0; overflow-wrap: anywhere; }
.signers { list-style: none; margin: 0 0 0.75rem; padding: 0; font-size: 0.9375rem; }
.signers code { font-size: 0.75rem; }
.stack { margin: 0 0 1rem; }
.stack .range { min-width: 12ch; }
.diff td { vertical-align: top; font-size: 0.875rem; }
.diff del, .diff ins { text-decoration: none; display: block; font: 0.8125rem/1.5 var(--mono); padding: 0 0.4rem; border-radius: 2px; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
.diff td:first-child { overflow-wrap: normal; }
.diff del { background: var(--bad-soft); }
.diff del::before { content: "− "; }
.diff ins { background: var(--good-soft); }
.diff ins::before { content: "+ "; }
.y-key { color: var(--accent); }
.y-comment { color: var(--muted); font-style: italic; }
.y-text { color: var(--good); }
.rule { border-bottom: 1px solid var(--rule); padding-bottom: 0.75rem; max-width: 52rem; }
.rule h3 { font-family: var(--mono); font-size: 1rem; margin: 1rem 0 0.35rem; }
.rule p { margin-bottom: 0.4rem; }
.rule ul ul { list-style: none; padding-left: 1.1rem; margin: 0; border-left: 1px solid var(--rule); }
.codes dt { margin-top: 0.5rem; }
.codes dd { margin: 0 0 0 1rem; font-size: 0.9375rem; }
.alike { list-style: none; margin: 0; padding: 0; }
.alike li { padding: 0.35rem 0; border-bottom: 1px solid var(--rule); }
.alike a { font: 600 0.875rem/1.5 var(--mono); color: var(--ink); text-decoration-color: var(--rule); }
.compare { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: end; margin: 0 0 1.5rem; }
.compare label { display: block; font-size: var(--small); color: var(--muted); }
.acts td { overflow-wrap: anywhere; }
.acts td:nth-child(-n + 2), .acts td:last-child { white-space: nowrap; }
@media (max-width: 40rem) {
  .stack, .stack tbody { display: block; }
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack tr { display: block; padding: 0.6rem 0; border-bottom: 1px solid var(--rule); }
  .stack td { display: block; border: 0; padding: 0; overflow-wrap: anywhere; }
  .stack td:first-child { font-weight: 600; }
  .stack td[data-column] { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); }
  .stack td[data-column]::before { content: attr(data-column); font: var(--small)/1.9 var(--sans); color: var(--muted); grid-row: 1 / span 40; }
  .stack .range { min-width: 0; }
  .stack td[data-column] > * { grid-column: 2; justify-self: start; }
  .stack td:empty { display: none; }
  .stack.diff td[data-column] { display: block; }
  .stack.diff td[data-column]::before { content: none; }
  .manifest { white-space: pre-wrap; overflow-wrap: anywhere; }
  .acts, .acts tbody { display: block; }
  .acts thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .acts tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15rem 0.75rem; padding: 0.6rem 0; border-bottom: 1px solid var(--rule); }
  .acts td { border: 0; padding: 0; overflow-wrap: anywhere; }
  .acts td:nth-child(2) { margin-left: auto; }
  .acts td:nth-child(3) { flex: 1 0 100%; }
  .acts td:nth-child(n + 4) { font-size: var(--small); color: var(--muted); }
  .acts td:last-child { margin-left: auto; }
}
@media (forced-colors: active) {
  .graph .edges path { stroke: CanvasText; }
  .graph .box { fill: Canvas; stroke: LinkText; }
  .graph text, .graph .place { fill: CanvasText; }
  .diff ins { outline: 1px solid; }
  .diff del { outline: 1px dashed; }
}
`;
