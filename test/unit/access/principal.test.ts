import { describe, expect, it } from 'vitest';
import { actorOf, isCapability, isPrincipal, parseActor, principalId } from '../../../src/access/index.ts';

describe('an actor', () => {
  it('is written as one principal or several', () => {
    expect(parseActor('github:583231')).toMatchObject({ githubUser: 583231 });
    expect(parseActor('github:7, team:8,team:9,key:sha256:ab,oidc:https://ci.example/#sub#ject')).toEqual({
      githubUser: 7,
      githubTeams: [8, 9],
      keys: ['sha256:ab'],
      identities: [{ issuer: 'https://ci.example/#sub', subject: 'ject' }],
    });
  });

  it.each([
    '',
    'octocat',
    'github:octocat',
    'github:0',
    'github:07',
    'github:1,github:2',
    'team:',
    'key:',
    'oidc:https://x',
    'github:99999999999999999999',
  ])('is not %j: a login is no principal (O07)', (text) => {
    expect(() => parseActor(text)).toThrow(expect.objectContaining({ code: 'HYPER_ACCESS_PRINCIPAL' }));
  });

  it('is the principal that it was made of, and reads back', () => {
    const principals = [
      { githubUser: { id: 7, login: 'seven' } },
      { githubTeam: { id: 7 } },
      { key: 'sha256:ab' },
      { oidc: { issuer: 'https://ci.example', subject: 'job' } },
    ];
    for (const one of principals) {
      for (const other of principals) expect(isPrincipal(one, actorOf(other))).toBe(one === other);
      expect(isPrincipal(one, parseActor(principalId(one)))).toBe(true);
    }
    expect(isPrincipal({}, {})).toBe(false);
  });
});

it('knows capabilities by their names alone', () => {
  expect(['artifact:publish', 'registry:admin', '*', 'artifact', 'toString'].map(isCapability)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
