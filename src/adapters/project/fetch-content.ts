import { HyperError, toOneLine } from '../../core/index.ts';
import { fetchOci } from './fetch-oci.ts';
import { getAllowed, requireBody } from './get-allowed.ts';
import type { FetchWanted } from './get-allowed.ts';
import { toSafeUrl } from './http-get.ts';

/** The content at an address, as `PullContext.fetchContent` says. */
export async function fetchContent(address: string, want: FetchWanted): Promise<AsyncIterable<Uint8Array>> {
  if (address.startsWith('oci://')) return fetchOci(address, want);
  if (!address.startsWith('https://')) {
    throw new HyperError(
      'HYPER_CONTENT_PLACE',
      `hyper does not fetch from "${toOneLine(address.slice(0, 100))}"`,
      {
        hint: 'fetch it with the tool of that place and compare the digest',
      },
    );
  }
  const url = toSafeUrl(address);
  const answer = await getAllowed(url, want);
  return requireBody(answer, url);
}
