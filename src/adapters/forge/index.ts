export { askToken } from './ask-token.ts';
export { forgeAddress, openForge } from './open-forge.ts';
export type { OpenForgeOptions } from './open-forge.ts';
export { fetchForgeCommit } from './git-transport.ts';
export type { ForgeRemote } from './git-transport.ts';
export { createProposals } from './proposals.ts';
export type { ProposalsOptions } from './proposals.ts';
