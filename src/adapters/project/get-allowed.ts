import { HyperError, toOneLine } from '../../core/index.ts';
import { isAllowedHost } from '../../operations/index.ts';
import type { WantedContent } from '../../operations/index.ts';
import { httpGet, unreachable } from './http-get.ts';
import type { HttpAnswer } from './http-get.ts';

/** What is fetched, and who may stop it. */
export type FetchWanted = WantedContent & { readonly signal: AbortSignal | undefined };

/** Asks only hosts that are allowed; where all are, only the host of the address. Errors: `HYPER_CONTENT_HOST`. */
export function getAllowed(
  url: URL,
  { allowedHosts, signal }: FetchWanted,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  if (!isAllowedHost(url.host, allowedHosts)) return Promise.reject(refusedHost(url));
  return httpGet(url, {
    headers,
    signal,
    mayFollow: (next, from) =>
      next.host === from.host || (allowedHosts !== undefined && isAllowedHost(next.host, allowedHosts)),
    refuse: refusedHost,
  });
}

/** The body of an answer that has one. Errors: `HYPER_CONTENT_MISSING`, `HYPER_REMOTE_UNREACHABLE`. */
export async function requireBody(answer: HttpAnswer, url: URL): Promise<AsyncIterable<Uint8Array>> {
  if (answer.status === 200) return answer.body;
  await answer.cancel();
  if ([401, 403, 404, 410].includes(answer.status)) {
    throw new HyperError(
      'HYPER_CONTENT_MISSING',
      `there is nothing for us at "${toOneLine(url.href).slice(0, 300)}"`,
    );
  }
  throw unreachable(url, `the host answers ${answer.status}`);
}

function refusedHost(url: URL): HyperError {
  return new HyperError('HYPER_CONTENT_HOST', `content may not come from "${toOneLine(url.host)}"`, {
    hint: 'the owners of the registry can add it to settings.allowedContentHosts',
  });
}
