import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial } from '@sigstore/verify';
import type { TrustMaterial } from '@sigstore/verify';
import { HyperError, toOneLine } from '../../core/index.ts';
import { PUBLIC_TUF_URL } from './service-address.ts';

/** Whose certificates, logs and timestamps are believed. */
export interface SigstoreTrust {
  readonly material: TrustMaterial;
  /** Where it came from, in words. */
  readonly origin: string;
}

/** The trusted root of the public good instance, as it was when this hyper was built. */
export function embeddedTrust(): SigstoreTrust {
  const target = seeds[PUBLIC_TUF_URL].targets['trusted_root.json'];
  const text = Buffer.from(target, 'base64').toString('utf8');
  return parseTrustedRoot(text, 'the trusted root that hyper carries');
}

/**
 * Reads a trusted root in Sigstore's JSON form. Every key must say from when it is valid: one that is silent would be
 * believed for all time. Errors: `HYPER_TRUSTED_ROOT_INVALID`.
 */
export function parseTrustedRoot(text: string, origin: string): SigstoreTrust {
  try {
    const root = TrustedRoot.fromJSON(JSON.parse(text));
    const starts = [
      ...[...root.tlogs, ...root.ctlogs].map((log) => log.publicKey?.validFor?.start),
      ...[...root.certificateAuthorities, ...root.timestampAuthorities].map((one) => one.validFor?.start),
    ];
    if (root.tlogs.length === 0 || root.certificateAuthorities.length === 0) {
      throw new TypeError('it names no log or no certificate authority');
    }
    if (starts.includes(undefined)) throw new TypeError('a key does not say from when it is valid');
    return { material: toTrustMaterial(root), origin };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it is unreadable';
    throw new HyperError('HYPER_TRUSTED_ROOT_INVALID', `${origin} cannot be used: ${toOneLine(why)}`, {
      hint: 'name the trusted_root.json of your Sigstore',
      cause: error,
    });
  }
}
