import { extname } from 'node:path';

/** Media types of what releases are made of, by the ending of a file's name. */
const BY_ENDING: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css'],
  ['.env', 'text/plain'],
  ['.gz', 'application/gzip'],
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
  ['.json', 'application/json'],
  ['.md', 'text/markdown'],
  ['.mjs', 'text/javascript'],
  ['.py', 'text/x-python'],
  ['.sh', 'application/x-sh'],
  ['.svg', 'image/svg+xml'],
  ['.tar', 'application/x-tar'],
  ['.tgz', 'application/gzip'],
  ['.toml', 'application/toml'],
  ['.ts', 'text/x-typescript'],
  ['.txt', 'text/plain'],
  ['.wasm', 'application/wasm'],
  ['.yaml', 'application/yaml'],
  ['.yml', 'application/yaml'],
  ['.zip', 'application/zip'],
]);

/** The media type of a file of this name; bytes of no known kind unless its ending says more. Pure. */
export function mediaTypeOf(name: string): string {
  return BY_ENDING.get(extname(name).toLowerCase()) ?? 'application/octet-stream';
}
