/** The page itself, its frame, and plain elements. */
export const BASE = `
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  min-height: 100vh;
  display: flex;
  flex-direction: column;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.6 var(--sans);
  overflow-wrap: anywhere;
}
h1, h2, h3, h4, h5, h6 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { margin: 0; font-size: clamp(1.9rem, 1.4rem + 2.2vw, 3rem); letter-spacing: -0.015em; }
h2 { margin: 0 0 0.75rem; font-size: 1.35rem; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1.1rem; }
h4, h5, h6 { margin: 1.25rem 0 0.5rem; font-size: 1rem; }
p, ul, ol, dl, pre, blockquote { margin: 0 0 1rem; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code, pre, .mono { font-family: var(--mono); font-size: 0.9em; font-variant-ligatures: none; }
code { background: var(--sunken); border-radius: var(--radius); padding: 0.1em 0.3em; }
pre {
  background: var(--card);
  border: 1px solid var(--rule);
  border-radius: var(--radius);
  padding: 0.9rem 1rem;
  overflow: auto;
  overflow-wrap: normal;
  line-height: 1.5;
  font-size: var(--small);
  tab-size: 2;
}
pre code { background: none; padding: 0; font-size: inherit; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; }
th, td { text-align: left; vertical-align: baseline; padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--rule); }
th { font-size: var(--small); color: var(--muted); font-weight: 600; white-space: nowrap; }
.align-right { text-align: right; }
.align-center { text-align: center; }
time { white-space: nowrap; }
.wide { overflow-x: auto; margin: 0 0 1rem; overflow-wrap: normal; }
blockquote { border-left: 3px solid var(--rule); padding-left: 1rem; color: var(--muted); margin-left: 0; }
hr { border: 0; border-top: 1px solid var(--rule); margin: 1.5rem 0; }
.skip {
  position: absolute;
  left: 0.5rem;
  top: -4rem;
  background: var(--ink);
  color: var(--paper);
  padding: 0.5rem 1rem;
  z-index: 1;
}
.skip:focus { top: 0.5rem; }
.bar { border-bottom: 1px solid var(--rule); background: var(--card); }
.bar > div, main, footer > div { width: 100%; max-width: var(--page); margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem); }
.bar > div { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1.75rem; padding-top: 0.8rem; padding-bottom: 0.8rem; }
.brand { font-family: var(--serif); font-weight: 700; font-size: 1.1rem; color: var(--ink); text-decoration: none; }
.brand::before {
  content: "";
  display: inline-block;
  width: 0.8em;
  height: 0.62em;
  margin-right: 0.55em;
  border: 2px solid currentcolor;
  border-top-width: 5px;
  border-top-color: var(--accent);
  border-radius: 1px;
}
.bar ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0; padding: 0; font-size: 0.9375rem; }
.bar li a { color: var(--ink); text-decoration-color: transparent; }
.bar li a:hover, .bar li a[aria-current] { text-decoration-color: var(--accent); }
main { flex: 1; padding-top: clamp(1.5rem, 4vw, 2.75rem); padding-bottom: 3rem; }
footer { border-top: 1px solid var(--rule); color: var(--muted); font-size: var(--small); }
footer > div { padding-top: 1.25rem; padding-bottom: 2rem; }
footer p { margin: 0; }
footer a { color: inherit; }
`;
