import * as Flags from '@oclif/core/flags';
import { createPullContext } from '../composition.ts';
import type { DependencyCondition, Platform } from '../manifest/index.ts';
import type { DepsInput, PullContext } from '../operations/index.ts';
import { readFlags } from './flags.ts';
import { toProcessFacts } from './process-facts.ts';
import { RegistryCommand } from './registry-command.ts';
import type { PlaceFlags } from './registry-place.ts';

/** The flags of everything that reads a project and its lock. */
export const projectFlags = {
  ...readFlags,
  project: Flags.string({
    summary: 'The project: its hyper.yaml or its folder. Else the nearest hyper.yaml upwards.',
    helpValue: 'FILE',
  }),
  lock: Flags.string({ summary: 'The lock; hyper.lock beside the project unless told.', helpValue: 'FILE' }),
} as const;

const many = { multiple: true, multipleNonGreedy: true } as const;

/** Where something would run. */
export const platformFlags = {
  os: Flags.string({
    summary: 'The operating system, as node calls it: linux, darwin, win32.',
    helpValue: 'NAME',
  }),
  arch: Flags.string({ summary: 'The processor, as node calls it: x64, arm64.', helpValue: 'NAME' }),
  env: Flags.string({ summary: 'The environment.', helpValue: 'NAME' }),
  feature: Flags.string({
    ...many,
    summary: 'A feature that is on; may stand several times.',
    helpValue: 'NAME',
  }),
} as const;

/** When something is needed at all. */
export const conditionFlags = {
  os: Flags.string({ ...many, summary: 'Only on this system; may stand several times.', helpValue: 'NAME' }),
  arch: Flags.string({
    ...many,
    summary: 'Only on this processor; may stand several times.',
    helpValue: 'NAME',
  }),
  env: Flags.string({
    ...many,
    summary: 'Only in this environment; may stand several times.',
    helpValue: 'NAME',
  }),
  feature: Flags.string({
    ...many,
    summary: 'Only with this feature; may stand several times.',
    helpValue: 'NAME',
  }),
} as const;

export const DEPENDENCY_TYPE_NAMES = ['runtime', 'dev', 'build', 'peer'] as const;

type Words = readonly string[] | undefined;

/** The platform that the flags say; what none says is not known. */
export function toPlatform(flags: {
  readonly os?: string | undefined;
  readonly arch?: string | undefined;
  readonly env?: string | undefined;
  readonly feature?: Words;
}): Platform {
  const { os, arch, env, feature } = flags;
  return {
    ...(os === undefined ? {} : { os }),
    ...(arch === undefined ? {} : { arch }),
    ...(env === undefined ? {} : { env }),
    ...(feature === undefined ? {} : { features: feature }),
  };
}

/** The condition that the flags say; undefined where none does. */
export function toCondition(flags: {
  readonly os?: Words;
  readonly arch?: Words;
  readonly env?: Words;
  readonly feature?: Words;
}): DependencyCondition | undefined {
  const { os, arch, env, feature } = flags;
  const stated = Object.entries({ os, arch, env, feature }).filter(([, values]) => values !== undefined);
  return stated.length === 0 ? undefined : Object.fromEntries(stated);
}

interface ProjectFlags extends PlaceFlags {
  readonly at?: string | undefined;
  readonly project?: string | undefined;
  readonly lock?: string | undefined;
}

/** The frame of commands about dependencies. */
export abstract class DepsCommand extends RegistryCommand {
  /** The world of dependencies, and what every operation on them takes. */
  protected async depsPlace(flags: ProjectFlags): Promise<{ context: PullContext; input: DepsInput }> {
    const { registry, namespace } = this.place(flags);
    const context = await createPullContext(this.session.context, toProcessFacts(this.session));
    const { project, lock, at } = flags;
    const isRegistryFlag = flags.registry !== undefined;
    return { context, input: { registry, isRegistryFlag, namespace, project, lock, at } };
  }
}
