export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
export const RELEASE_WORKFLOW =
  'https://github.com/acme/registry/.github/workflows/release.yml@refs/heads/main';

/** What a token says of its bearer; claims of GitHub become extensions of the certificate. */
export interface TokenClaims {
  readonly sub?: string;
  readonly iss?: string;
  readonly aud?: string;
  /** Seconds since 1970. */
  readonly exp?: number;
}

/** An unsigned OIDC token, which the fake Fulcio believes; unless told, that of a release workflow on GitHub. */
export function identityToken(claims: TokenClaims = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const body = {
    iss: GITHUB_ISSUER,
    aud: 'sigstore',
    sub: RELEASE_WORKFLOW,
    iat: now,
    exp: now + 300,
    repository: 'acme/registry',
    ref: 'refs/heads/main',
    sha: 'a'.repeat(40),
    workflow: 'release',
    event_name: 'push',
    run_id: '1',
    run_attempt: '1',
    ...claims,
  };
  const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(body)}.${Buffer.from('unsigned').toString('base64url')}`;
}
