/** Every colour, size and face of the site: light, dark, and what is left of them where colours are forced. */
export const TOKENS = `
:root {
  color-scheme: light dark;
  --paper: #f5f2ea;
  --card: #fffdf8;
  --sunken: #ece8dc;
  --ink: #1d2027;
  --muted: #5a5d66;
  --rule: #d6d0c0;
  --accent: #8c2b1c;
  --accent-soft: #f3e2da;
  --good: #2c6334;
  --warn: #7c5200;
  --bad: #9c1f33;
  --good-soft: #dfeadb;
  --bad-soft: #f3dcdc;
  --plugin: #3c4ea6;
  --service: #0b6560;
  --config: #745300;
  --template: #7a3171;
  --library: #31672a;
  --theme: #a12f4a;
  --serif: ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", "DejaVu Sans Mono", "Liberation Mono", Consolas, monospace;
  --small: 0.8125rem;
  --gap: 1.25rem;
  --page: 74rem;
  --radius: 3px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14161a;
    --card: #1b1e24;
    --sunken: #22262d;
    --ink: #ebe7dd;
    --muted: #a9a89f;
    --rule: #383c44;
    --accent: #f2a48f;
    --accent-soft: #3a2621;
    --good: #93cf97;
    --warn: #e3b65b;
    --bad: #f497a4;
    --good-soft: #1d3323;
    --bad-soft: #41222a;
    --plugin: #a9b6f5;
    --service: #76cfc7;
    --config: #dfb85f;
    --template: #df9fd5;
    --library: #97cf8c;
    --theme: #f29cae;
  }
}
`;
