/** What pages are put together from. */
export const PARTS = `
.trail { font: var(--small)/1.6 var(--mono); color: var(--muted); margin: 0 0 0.75rem; }
.trail ol { display: flex; flex-wrap: wrap; list-style: none; margin: 0; padding: 0; }
.trail li + li::before { content: "/"; margin: 0 0.5em; color: var(--rule); }
.head { margin-bottom: 2rem; }
.head.artifact h1, .head.namespace h1 { font-family: var(--mono); font-weight: 600; letter-spacing: -0.04em; font-size: clamp(1.6rem, 1.2rem + 1.8vw, 2.5rem); }
.lead { font-family: var(--serif); font-size: clamp(1.1rem, 1rem + 0.5vw, 1.3rem); line-height: 1.5; max-width: 44rem; margin: 0.75rem 0 1rem; text-wrap: pretty; unicode-bidi: plaintext; }
.muted, .note { color: var(--muted); }
.small, .note { font-size: var(--small); }
.chips { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35rem 1rem; list-style: none; margin: 0; padding: 0; font-size: var(--small); color: var(--muted); }
.type { color: var(--ink); white-space: nowrap; }
.type::before { content: ""; display: inline-block; width: 0.7em; height: 0.7em; margin-right: 0.5em; background: var(--hue, var(--muted)); border-radius: 1px; }
.plugin { --hue: var(--plugin); }
.service { --hue: var(--service); }
.config { --hue: var(--config); }
.template { --hue: var(--template); }
.library { --hue: var(--library); }
.theme { --hue: var(--theme); }
.state { display: inline-block; font-size: 0.75rem; font-weight: 600; padding: 0 0.5em; border: 1px solid currentcolor; border-radius: 1em; white-space: nowrap; }
.state.published { color: var(--good); border: 0; padding: 0; font-weight: 500; }
.state.deprecated, .state.mandatory { color: var(--warn); }
.state.yanked, .state.deleted { color: var(--bad); }
.state.archived, .state.plain, .state.advisory, .state.audit-only, .state.disabled { color: var(--muted); }
.notice { border: 1px solid var(--rule); border-left: 4px solid var(--warn); background: var(--card); padding: 0.75rem 1rem; margin: 0 0 1.5rem; border-radius: var(--radius); unicode-bidi: isolate; }
.notice.bad { border-left-color: var(--bad); }
.notice p:last-child { margin: 0; }
.columns { display: grid; gap: 2rem clamp(2rem, 5vw, 4rem); grid-template-columns: minmax(0, 1fr); }
section { margin-bottom: 2.5rem; }
section > h2 { border-bottom: 2px solid var(--ink); padding-bottom: 0.4rem; }
aside section > h2, .quiet > h2 { font: 600 var(--small)/1.6 var(--sans); color: var(--muted); border-bottom: 1px solid var(--rule); padding-bottom: 0.3rem; margin-bottom: 0.6rem; }
aside section { margin-bottom: 1.75rem; }
.facts { display: grid; grid-template-columns: minmax(5.5rem, auto) minmax(0, 1fr); gap: 0.4rem 1rem; font-size: 0.9375rem; margin: 0; }
.facts dt { color: var(--muted); font-size: var(--small); line-height: 1.85; }
.facts + p { margin: 0.5rem 0 0; }
.facts dd { margin: 0; unicode-bidi: plaintext; text-align: left; }
.facts.digests { grid-template-columns: minmax(0, 1fr); gap: 0; }
.facts.digests dd { font: 0.75rem/1.5 var(--mono); margin-bottom: 0.6rem; }
.tally { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.5rem 0 0; padding: 1rem 0; border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule); list-style: none; }
.tally b { display: block; font: 600 1.7rem/1.15 var(--serif); font-variant-numeric: lining-nums tabular-nums; }
.tally span { font-size: var(--small); color: var(--muted); }
.tally .type { color: var(--muted); }
.cards { list-style: none; margin: 0; padding: 0; }
.cards > li { border-bottom: 1px solid var(--rule); padding: 0.8rem 0; display: grid; gap: 0.1rem 1.5rem; grid-template-columns: minmax(0, 1fr) auto; }
.cards a { font-family: var(--mono); font-weight: 600; font-size: 0.9375rem; }
.cards a, .tree a, .group > :is(h2, h3) a, .trail a { color: var(--ink); text-decoration-color: var(--rule); }
.cards a:hover, .tree a:hover, .group > :is(h2, h3) a:hover, .trail a:hover { color: var(--accent); text-decoration-color: currentcolor; }
.cards a .muted { font-weight: 400; }
.cards .side { font-size: var(--small); color: var(--muted); text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.cards p { margin: 0; grid-column: 1 / -1; max-width: 46rem; color: var(--muted); font-size: 0.9375rem; line-height: 1.5; unicode-bidi: plaintext; }
.group { margin-bottom: 2rem; }
.group > :is(h2, h3) { font-family: var(--mono); font-size: 0.9375rem; margin: 0; padding-bottom: 0.35rem; border-bottom: 1px solid var(--ink); }
.tree, .tree ul { list-style: none; margin: 0; padding: 0; font: 0.875rem/1.9 var(--mono); }
.tree ul { padding-left: 1rem; border-left: 1px solid var(--rule); margin-left: 0.3rem; }
.tree .muted { font-family: var(--sans); font-size: 0.75rem; margin-left: 0.4em; }
.prose { unicode-bidi: isolate; max-width: 46rem; }
.prose > :last-child, .prose > div > :last-child { margin-bottom: 0; }
.prose :is(p, li, h3, h4, h5, h6, td, th) { unicode-bidi: plaintext; }
.prose h3 { font-size: 1.3rem; margin: 0 0 0.6rem; }
.prose h4 { font-size: 1.1rem; }
.prose li { margin-bottom: 0.25rem; }
.picture::before { content: "\\25a3\\a0"; color: var(--muted); }
.changes { padding: 0; list-style: none; }
.changes li { padding-left: 7.5rem; text-indent: -7.5rem; margin-bottom: 0.4rem; unicode-bidi: isolate; }
.changes b { display: inline-block; width: 7.5rem; text-indent: 0; font-size: var(--small); font-weight: 600; color: var(--muted); }
.changes .security { color: var(--bad); }
.tags { display: flex; flex-wrap: wrap; gap: 0.35rem; list-style: none; margin: 0; padding: 0; font-size: var(--small); }
.tags li { background: var(--sunken); border-radius: var(--radius); padding: 0.05rem 0.5rem; unicode-bidi: isolate; }
.pages { display: flex; flex-wrap: wrap; gap: 0.25rem 0.9rem; list-style: none; padding: 0; margin: 1.5rem 0 0; }
details > summary { cursor: pointer; color: var(--accent); margin-bottom: 0.75rem; }
#use-it { scroll-margin-top: 1rem; }
aside pre > code { user-select: all; }
aside .note { margin: 0 0 0.3rem; }
aside pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.75rem; padding: 0.6rem 0.75rem; margin-bottom: 0.6rem; }
@media (min-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 1fr) 19rem; }
  .jump { display: none; }
}
@media (max-width: 34rem) {
  .cards > li { grid-template-columns: minmax(0, 1fr); }
  .cards .side { text-align: left; white-space: normal; order: 3; }
  .changes li { padding-left: 0; text-indent: 0; }
  .changes b { display: block; }
  th, td { padding-right: 0.75rem; }
}
@media (forced-colors: active) {
  .type::before, .brand::before { forced-color-adjust: none; }
  .notice { border-left-width: 8px; }
}
@media (prefers-reduced-motion: no-preference) {
  .skip { transition: top 0.1s; }
}
@media print {
  :root { --paper: #fff; --card: #fff; --sunken: #fff; --ink: #000; --muted: #333; --rule: #999; --accent: #000; }
  .bar ul, .skip, .jump, footer { display: none; }
  body { font-size: 10.5pt; display: block; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; overflow: visible; }
  section, .cards > li { break-inside: avoid; }
  .columns { display: block; }
  details::details-content { content-visibility: visible; block-size: auto; }
  details > summary { display: none; }
}
`;
