export { archiveFault } from './archive-fault.ts';
export { readArchive } from './read-archive.ts';
export type { ArchiveEntry, ArchiveLimits } from './read-archive.ts';
