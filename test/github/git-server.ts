import { execFileSync, spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { testGitEnvironment } from '../build/git-repository.ts';

/** Runs git in a bare repository and gives what it wrote, trimmed. */
export function bareGit(folder: string, args: readonly string[], input: string | Uint8Array = ''): string {
  return execFileSync('git', args, {
    cwd: folder,
    env: testGitEnvironment({ GIT_AUTHOR_DATE: '1767225600 +0000', GIT_COMMITTER_DATE: '1767225600 +0000' }),
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 256 * 1024 * 1024,
  })
    .toString('utf8')
    .trim();
}

/** The commit that a ref names; undefined where there is none. */
export function refCommit(folder: string, ref: string): string | undefined {
  try {
    return bareGit(folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  } catch {
    return undefined;
  }
}

/** Whether a request wants to write: the push itself, or the question before it. */
export function isPush(url: URL): boolean {
  return url.pathname.endsWith('/git-receive-pack') || url.searchParams.get('service') === 'git-receive-pack';
}

/** Answers a request of git's smart protocol with `git http-backend`. Ends when the answer has gone out. */
export function serveGit(
  request: IncomingMessage,
  response: ServerResponse,
  options: {
    readonly folder: string;
    readonly path: string;
    readonly url: URL;
    readonly user: string | undefined;
  },
): Promise<void> {
  const { folder, path, url, user } = options;
  return new Promise((resolve, reject) => {
    const backend = spawn('git', ['http-backend'], {
      env: testGitEnvironment({
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: path,
        REQUEST_METHOD: request.method ?? 'GET',
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        ...(user === undefined ? {} : { REMOTE_USER: user }),
      }),
    });
    let head = Buffer.alloc(0);
    let isBody = false;
    backend.stdout.on('data', (chunk: Buffer) => {
      if (isBody) {
        response.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      isBody = true;
      const lines = head.subarray(0, end).toString('latin1').split('\r\n');
      const headers = lines.map((line) => [
        line.slice(0, line.indexOf(':')),
        line.slice(line.indexOf(':') + 1).trim(),
      ]);
      const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
      response.writeHead(
        Number.parseInt(status, 10),
        Object.fromEntries(headers.filter(([name]) => name !== 'Status')) as Record<string, string>,
      );
      response.write(head.subarray(end + 4));
    });
    backend.on('error', reject);
    backend.on('close', () => {
      response.end();
      resolve();
    });
    backend.stdin.on('error', () => undefined);
    request.pipe(backend.stdin);
  });
}
