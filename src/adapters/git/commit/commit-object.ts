import { Buffer } from 'node:buffer';
import { invariant } from '../../../core/index.ts';

/** Somebody as commits name them. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** What a commit says beside its tree. */
export interface CommitFacts {
  readonly author: Identity;
  readonly committer: Identity;
  /** Seconds since 1970. */
  readonly time: number;
  /** Minutes east of UTC. */
  readonly offset?: number;
  readonly message: string;
}

/** The bytes of a commit object. Pure. */
export function renderCommit(tree: string, parents: readonly string[], facts: CommitFacts): Buffer {
  const { author, committer, message } = facts;
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${formatPerson(author, facts)}`,
    `committer ${formatPerson(committer, facts)}`,
  ];
  return Buffer.from(`${lines.join('\n')}\n\n${message.trimEnd()}\n`);
}

/** A person as git writes one, with the time. Pure. */
export function formatPerson({ name, email }: Identity, { time, offset = 0 }: CommitFacts): string {
  invariant(!/[<>\n\0]/u.test(name + email), 'an identity that git can hold');
  invariant(Number.isSafeInteger(time) && time >= 0, 'a time that git can hold');
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.abs(offset);
  const zone = `${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`;
  return `${name} <${email}> ${String(time)} ${sign}${zone}`;
}
