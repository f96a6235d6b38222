import type { SiteSigningContext } from '../../src/operations/index.ts';
import { createKeySigner } from '../../src/signing/index.ts';
import { NOW, keyOf } from './signed-files.ts';

/** Signs builds with the test key that `--key` names, at a fixed time. */
export function testSigning(now = NOW): SiteSigningContext {
  return {
    now: () => new Date(now),
    openSigner: (name = 'online') => Promise.resolve(createKeySigner(keyOf(name))),
  };
}
