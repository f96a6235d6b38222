import { HyperError, toOneLine } from '../../core/index.ts';

/** The services of the public good instance of Sigstore. */
export const PUBLIC_FULCIO_URL = 'https://fulcio.sigstore.dev';
export const PUBLIC_REKOR_URL = 'https://rekor.sigstore.dev';
export const PUBLIC_TUF_URL = 'https://tuf-repo-cdn.sigstore.dev';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The address without a slash at its end. Identity tokens go there, so nothing but https will do beyond this machine.
 * Errors: `HYPER_SIGSTORE_ADDRESS`.
 */
export function toServiceAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (url === undefined || !isSafe || url.username !== '' || url.password !== '') {
    throw new HyperError('HYPER_SIGSTORE_ADDRESS', `expected an https address, got "${toOneLine(text)}"`, {
      hint: 'write it as in https://fulcio.example.org; http is for this machine only',
    });
  }
  return url.href.replace(/\/+$/u, '');
}
