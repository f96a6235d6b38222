import { dirname } from 'node:path';
import { ObjectReader, readStatusSettings } from '../git/index.ts';
import type { BegunReads, GitLocation } from '../git/index.ts';
import { openStatus } from './open-status.ts';
import type { StatusOptions } from './open-status.ts';

export interface ReadOptions extends StatusOptions {
  /** Whether the working tree will be read. */
  readonly isWorkingTree: boolean;
}

/** What can be read before a registry is open, and whether git can be asked at all. */
export interface RegistryReads extends BegunReads {
  readonly reader: ObjectReader;
  readonly isStarted: boolean;
}

/** Looks whether it is known what git would say of a working tree; where not, starts git on its first questions. */
export function beginReads(
  folder: string,
  options: ReadOptions,
  plain: GitLocation | undefined,
): RegistryReads {
  const { environment, isWorkingTree } = options;
  const reader = new ObjectReader({ folder, environment });
  const status = isWorkingTree && plain?.isBare === false ? openStatus(plain, options) : undefined;
  const known = status?.read();
  if (known !== undefined) return { reader, isStarted: true, known };
  const moment = status?.begin();
  const isStarted = reader.start();
  if (!isWorkingTree) return { reader, isStarted };
  const top = plain === undefined ? undefined : dirname(plain.gitFolder);
  const settings = readStatusSettings({ folder, environment }, top);
  settings.catch(() => undefined);
  const keep = status === undefined || moment === undefined ? {} : { keep: { status, moment } };
  return { reader, isStarted, settings, ...keep };
}
