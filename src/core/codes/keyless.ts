import type { CodeEntry } from './code-entry.ts';

/** Codes of keyless signatures and of proofs of time: Fulcio, Rekor, timestamp authorities, trusted roots. */
export const KEYLESS_CODES = {
  HYPER_KEYLESS_MALFORMED: {
    exit: 4,
    title: 'a keyless signature that cannot be read',
    explanation:
      'The certificate, the log entry or the timestamp beside the signature is not of the form that Sigstore defines, so nothing of it was believed.',
    fix: 'Sign the file again: hyper sign <ref> --keyless',
  },
  HYPER_KEYLESS_CERTIFICATE: {
    exit: 4,
    title: 'a certificate that is not trusted',
    explanation:
      'The signing certificate does not lead to a certificate authority of the trusted root, names no single identity, or carries no proof that a certificate log knows it.',
    fix: 'Sign with the Sigstore that the registry trusts, or name its trusted root: hyper verify <ref> --trusted-root FILE',
  },
  HYPER_KEYLESS_CERTIFICATE_EXPIRED: {
    exit: 4,
    title: 'a certificate that was not valid when it signed',
    explanation:
      'A signing certificate lives for minutes. The proven time of the signature lies outside of them, so whoever held the key then need not be the identity in the certificate.',
    fix: 'Sign the file again: hyper sign <ref> --keyless',
  },
  HYPER_KEYLESS_LOG_MISSING: {
    exit: 4,
    title: 'a keyless signature without a log entry',
    explanation:
      'A keyless signature counts only if a transparency log holds it, so that its owner can see what was signed in his name. This one is in none.',
    fix: 'Sign the file again while the log answers: hyper sign <ref> --keyless',
  },
  HYPER_KEYLESS_LOG_PROOF: {
    exit: 4,
    title: 'a log entry without a valid proof',
    explanation:
      'The proof that the log holds the entry does not verify: its signature, its path in the tree or its checkpoint is wrong, or it is that of a log which the trusted root does not name.',
    fix: 'Sign the file again, with the log of the trusted root: hyper sign <ref> --keyless',
  },
  HYPER_KEYLESS_LOG_ENTRY: {
    exit: 4,
    title: 'a log entry of another signature',
    explanation:
      'The log entry beside the signature is about other bytes, another signature or another certificate.',
    fix: 'Sign the file again: hyper sign <ref> --keyless',
  },
  HYPER_KEYLESS_SIGNATURE: {
    exit: 4,
    title: 'a signature that is not that of its certificate',
    explanation:
      'The key in the certificate did not make the signature: one of them, or what is signed, was changed.',
    fix: 'Sign the file again: hyper sign <ref> --keyless',
  },
  HYPER_KEYLESS_TIME: {
    exit: 4,
    title: 'a proof of time that does not verify',
    explanation:
      'There is no proof of when the signature was made, or the timestamp is of other bytes, of an authority that the trusted root does not name, or in a form with parts that nobody signed.',
    fix: 'Sign the file again, with a timestamp of an authority in the trusted root: hyper sign <ref> --tsa-url URL',
  },
  HYPER_TRUSTED_ROOT_INVALID: {
    exit: 3,
    title: 'a trusted root that cannot be used',
    explanation:
      'The file named by --trusted-root or HYPER_TRUSTED_ROOT is not there or is no trusted root of Sigstore: JSON with certificate authorities, logs and timestamp authorities, each key with the time from which it is valid.',
    fix: 'Name the trusted_root.json of your Sigstore, or leave it out to use the one that hyper carries.',
  },
  HYPER_TRUSTED_ROOT_REFRESH: {
    exit: 3,
    title: 'the trusted root could not be refreshed',
    explanation:
      'The TUF repository of the trusted root did not answer, or what it answered does not verify from the root that hyper knows. The trusted root was not changed.',
    fix: 'Run it again later, leave --refresh out, or name the repository: --tuf-url URL --tuf-root FILE',
  },
  HYPER_IDENTITY_TOKEN_MISSING: {
    exit: 3,
    title: 'no identity token',
    explanation:
      'Keyless signing needs an OIDC token that says who signs. It is taken from --identity-token-file, from SIGSTORE_ID_TOKEN, or from GitHub Actions where the job has the permission id-token: write; none of them is there.',
    fix: 'In GitHub Actions, write "permissions: { id-token: write }"; elsewhere, put a token into a file: --identity-token-file FILE',
  },
  HYPER_IDENTITY_TOKEN_INVALID: {
    exit: 3,
    title: 'an identity token that cannot be used',
    explanation:
      'The token is no JSON Web Token with a subject, an issuer and the audience "sigstore", or it has expired.',
    fix: 'Ask for a new token with the audience "sigstore" just before signing.',
  },
  HYPER_SIGSTORE_ADDRESS: {
    exit: 2,
    title: 'an address of a Sigstore service that cannot be used',
    explanation:
      'The address is no https URL; http is accepted for this machine only (127.0.0.1, ::1, localhost).',
    fix: 'Write the address as in: --fulcio-url https://fulcio.sigstore.dev',
  },
  HYPER_FULCIO_FAILED: {
    exit: 3,
    title: 'the certificate authority gave no certificate',
    explanation: 'Fulcio did not answer or refused the identity token. Nothing was signed or written.',
    fix: 'Run it again; if it refuses the token, check its audience and whether Fulcio knows its issuer.',
  },
  HYPER_REKOR_FAILED: {
    exit: 3,
    title: 'the transparency log took no entry',
    explanation:
      'Rekor did not answer or refused the signature. Nothing was written, as a keyless signature without a log entry is worth nothing.',
    fix: 'Run it again later, or name another log: --rekor-url URL',
  },
  HYPER_TIMESTAMP_FAILED: {
    exit: 3,
    title: 'the timestamp authority gave no timestamp',
    explanation: 'The authority named by --tsa-url did not answer, or refused. Nothing was written.',
    fix: 'Run it again later, or name another authority: --tsa-url URL',
  },
} as const satisfies Record<string, CodeEntry>;
