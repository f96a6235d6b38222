import type { CommitPlan, PlannedFile } from '../../importers/index.ts';
import { HyperError, invariant, toOneLine } from '../../core/index.ts';

/**
 * The commands of git's fast-import language for one commit. `index` counts the commits of the stream from 0; each
 * follows on the one before. Pure. Errors: `HYPER_PATH_UNSAFE` for a path that may not stand in a repository.
 */
export function* commitCommands(plan: CommitPlan, ref: string, index: number): Generator<Uint8Array> {
  const { identity, time } = plan;
  invariant(/^[^<>\n\0]+$/u.test(identity.name + identity.email), 'an identity that git cannot hold');
  invariant(Number.isSafeInteger(time) && time >= 0, 'a time that git cannot hold');
  const who = `${identity.name} <${identity.email}> ${time} +0000`;
  const parent = index === 0 ? '' : `from :${index}\n`;
  const message = Buffer.from(plan.message);
  yield Buffer.concat([
    Buffer.from(
      `commit ${ref}\nmark :${index + 1}\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n`,
    ),
    message,
    Buffer.from(`\n${parent}`),
  ]);
  for (const file of plan.files) yield fileCommand(file);
  yield Buffer.from('\n');
}

/** What must end the stream, so that a cut stream is no import. */
export function endOfCommits(): string {
  return 'done\n';
}

function fileCommand({ path, bytes }: PlannedFile): Uint8Array {
  const quoted = quotePath(path);
  if (bytes === null) return Buffer.from(`D ${quoted}\n`);
  return Buffer.concat([
    Buffer.from(`M 100644 inline ${quoted}\ndata ${bytes.length}\n`),
    bytes,
    Buffer.from('\n'),
  ]);
}

function quotePath(path: string): string {
  const isSafe = path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
  if (!isSafe || path.includes('\\') || toOneLine(path) !== path) {
    throw new HyperError('HYPER_PATH_UNSAFE', `git may not hold the path "${toOneLine(path)}"`);
  }
  return `"${path.replaceAll('"', '\\"')}"`;
}
