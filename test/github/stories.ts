import { expect } from 'vitest';
import { releasePath, releaseText } from '../build/manifests.ts';
import { openForgeWorld } from './forge-world.ts';
import type { ForgeWorld } from './forge-world.ts';
import { Gatekeeper } from './gatekeeper.ts';
import type { CommitFiles } from './pull-refs.ts';
import type { FakePull } from './state.ts';

/** A world for many stories: one registry, and what stories do in it again and again. */
export interface Stories {
  readonly world: ForgeWorld;
  readonly keeper: Gatekeeper;
  /** A release that nobody has published yet. */
  readonly nextRelease: () => CommitFiles;
  /** One that is wrong: so many fields that there are none of. */
  readonly brokenRelease: (count?: number) => CommitFiles;
  readonly nextVersion: () => string;
  readonly judgeAndTell: (pull: FakePull) => Promise<void>;
  readonly commentsOf: (pull: FakePull) => string[];
  readonly checkOf: (pull: FakePull) => { conclusion: string | null; count: number } | undefined;
  readonly moveHead: (pull: FakePull, files: CommitFiles, time?: number) => void;
}

export const isOpen = (pull: FakePull): boolean => pull.state === 'open' && pull.mergedCommit === null;

/** Opens the world of `openForgeWorld`; 2 and 5 may write in the repository, 4 is its maintainer. */
export async function openStories(): Promise<Stories> {
  const world = await openForgeWorld();
  const keeper = new Gatekeeper(world);
  let minor = 20;
  world.repository.permissions.set(2, 'write').set(4, 'maintain').set(5, 'write');
  const nextVersion = (): string => {
    minor += 1;
    return `1.${String(minor)}.0`;
  };
  const releaseWith = (more: string): CommitFiles => {
    const version = nextVersion();
    return { [releasePath('org.acme/parser', version)]: releaseText('org.acme/parser', version, more) };
  };
  return {
    world,
    keeper,
    nextVersion,
    nextRelease: () => releaseWith(''),
    brokenRelease: (count = 1) =>
      releaseWith(Array.from({ length: count }, (_each, index) => `unknown${String(index)}: x\n`).join('')),
    judgeAndTell: async (pull) => {
      expect(await keeper.judge(pull)).toBeDefined();
      await keeper.tell();
    },
    commentsOf: (pull) =>
      world.repository.comments.filter(({ issue }) => issue === pull.number).map(({ body }) => body),
    checkOf: (pull) => {
      const found = world.repository.checks.findLast(
        ({ name, commit }) => name === 'hyper' && commit === pull.headCommit,
      );
      return found === undefined
        ? undefined
        : { conclusion: found.conclusion, count: found.annotations.length };
    },
    moveHead: (pull, files, time) => {
      const { repository, branch } = pull.head;
      world.github.push(repository, branch, files, time === undefined ? {} : { time });
    },
  };
}
