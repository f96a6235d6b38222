import type { Actor } from '../../access/index.ts';
import { approversOf } from '../event/approvals.ts';
import type { ChangeEvent, ForgeAccount } from '../event/change-event.ts';

/** Who has a say in a change. */
export interface People {
  /** Who brings it; empty where nobody says. */
  readonly authors: readonly Actor[];
  readonly approvers: readonly (Actor & { readonly account: ForgeAccount })[];
  /** True where the people were asked before: in the merge queue and after a merge. */
  readonly isDecided: boolean;
  readonly at: Date;
}

/** The people of an event, each with the teams that the forge told; of no event, the one who is named. Pure. */
export function peopleOf(event: ChangeEvent | undefined, named: Actor | undefined, at: Date): People {
  if (event === undefined || named !== undefined)
    return { authors: named === undefined ? [] : [named], approvers: [], isDecided: false, at };
  const toActor = (account: ForgeAccount): Actor & { account: ForgeAccount } => ({
    account,
    githubUser: account.id,
    githubTeams: [...event.teams].flatMap(([team, members]) => (members.has(account.id) ? [team] : [])),
  });
  return {
    authors: event.authors.map(toActor),
    approvers: approversOf(event).map(toActor),
    isDecided: event.name !== 'pull_request',
    at,
  };
}
