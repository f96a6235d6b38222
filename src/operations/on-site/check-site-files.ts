import { UNLISTED_PATHS } from '../../catalog/index.ts';
import type { Checkpoint } from '../../catalog/index.ts';
import { compareDiagnostics, throwIfInterrupted } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { OperationContext } from '../operation.ts';
import type { Site } from './site.ts';

type ListedFile = Checkpoint['files'][number];

/** More faults of one site are counted, not listed. */
const MAX_FAULTS = 200;
/** Files under way at once: an address answers slowly, a folder does not care. */
const LANES = 8;
const FILES_PER_REPORT = 500;

const RESTORE = 'put the whole build in place again';

/**
 * Compares every file of a site with a believed checkpoint: missing (`HYPER_SITE_FILE_MISSING`), altered
 * (`HYPER_SITE_FILE_CHANGED`, S17) and, where the site can be listed, added ones (`HYPER_SITE_FILE_ADDED`, S19), in
 * report order. No file is read beyond its size.
 */
export async function checkSiteFiles(
  context: OperationContext,
  site: Site,
  { files }: Pick<Checkpoint, 'files'>,
): Promise<readonly Diagnostic[]> {
  const faults: Diagnostic[] = [];
  const listed = new Set(files.map(({ path }) => path));
  for (const path of (await site.list()) ?? []) {
    if (!listed.has(path) && !UNLISTED_PATHS.has(path)) faults.push(added(path));
  }
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let file = files[next]; file !== undefined; file = files[next]) {
      next += 1;
      throwIfInterrupted(context.signal);
      if (next % FILES_PER_REPORT === 0) context.progress?.(next, files.length, 'files');
      const fault = await checkFile(site, file);
      if (fault !== undefined) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  faults.sort(compareDiagnostics);
  const more = faults.length - MAX_FAULTS;
  return more > 0 ? [...faults.slice(0, MAX_FAULTS), omitted(more)] : faults;
}

async function checkFile(site: Site, { path, size, sha256 }: ListedFile): Promise<Diagnostic | undefined> {
  const found = await site.measure(path, size);
  switch (found.kind) {
    case 'missing':
      return fault('HYPER_SITE_FILE_MISSING', path, `"${path}" is listed and not there`);
    case 'larger':
      return fault(
        'HYPER_SITE_FILE_CHANGED',
        path,
        `"${path}" has more than the ${size} bytes it was built with`,
      );
    case 'other':
      return fault('HYPER_SITE_FILE_CHANGED', path, `"${path}" is no plain file`);
    case 'file':
      if (found.sha256 === sha256) return undefined;
      return fault(
        'HYPER_SITE_FILE_CHANGED',
        path,
        `"${path}" has sha256 ${found.sha256}, expected ${sha256}`,
      );
  }
}

function added(path: string): Diagnostic {
  return {
    code: 'HYPER_SITE_FILE_ADDED',
    severity: 'error',
    path,
    message: 'nobody answers for this file: the checkpoint does not list it',
    hint: 'remove it, or serve it from another folder',
  };
}

function fault(code: Diagnostic['code'], path: string, message: string): Diagnostic {
  return { code, severity: 'error', path, message, hint: RESTORE };
}

function omitted(count: number): Diagnostic {
  const message = `${count} more files are not as the checkpoint says`;
  return { code: 'HYPER_FAULTS_OMITTED', severity: 'info', message, hint: RESTORE };
}
