import type { SerializedBundle } from '@sigstore/bundle';
import { HyperError } from '../../core/index.ts';
import { parseBundles } from '../../signing/index.ts';
import type { SignatureBundle } from '../../signing/index.ts';

/** The bundle that the client made, read back as strictly as one from a file. Errors: `HYPER_SIGNING_FAILED`. */
export function toSignatureBundle(made: SerializedBundle): SignatureBundle {
  const outcome = parseBundles(Buffer.from(JSON.stringify(made), 'utf8'));
  const bundle = outcome.ok ? outcome.bundles[0] : undefined;
  if (bundle !== undefined) return bundle;
  const why = outcome.ok ? 'it is empty' : outcome.reason;
  throw new HyperError('HYPER_SIGNING_FAILED', `the bundle that was made cannot be read back: ${why}`, {
    hint: 'run the command again; if it happens again, a service answers in an unknown form',
  });
}
