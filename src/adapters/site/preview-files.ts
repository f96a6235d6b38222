import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.jsonl', 'application/jsonl'],
  ['.svg', 'image/svg+xml'],
  ['.xml', 'application/xml'],
  ['.yaml', 'application/yaml'],
]);

/** A file to serve, or that the path is a folder with a page and lacks the slash at its end. */
export type PreviewFile =
  { readonly kind: 'file'; readonly bytes: Buffer; readonly type: string } | { readonly kind: 'folder' };

/**
 * What a path names in a built site: also below the path that the address of the registry has, since the page for missing
 * addresses links from there. Links are not followed out of the folder.
 */
export async function findPreviewFile(folder: string, path: string): Promise<PreviewFile | undefined> {
  const direct = await readInside(folder, path);
  if (direct !== undefined) return direct;
  const base = await basePath(folder);
  return base.length > 1 && path.startsWith(base)
    ? readInside(folder, path.slice(base.length - 1))
    : undefined;
}

async function readInside(folder: string, path: string): Promise<PreviewFile | undefined> {
  const wanted = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  try {
    const real = await realpath(wanted);
    if (!real.startsWith((await realpath(folder)) + sep)) return undefined;
    const bytes = await readFile(real);
    return { kind: 'file', bytes, type: TYPES.get(extname(real)) ?? 'application/octet-stream' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') return undefined;
    return (await readInside(folder, `${path}/`)) === undefined ? undefined : { kind: 'folder' };
  }
}

/** `/harbour/` of `https://example.org/harbour`. */
async function basePath(folder: string): Promise<string> {
  const index = await readInside(folder, '/api/v1/index.json');
  if (index?.kind !== 'file') return '/';
  const { url } = JSON.parse(index.bytes.toString()) as { readonly url: string | null };
  if (url === null) return '/';
  const { pathname } = new URL(url);
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}
