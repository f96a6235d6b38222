import { HyperError } from '../../core/index.ts';
import type { ForgeActor } from '../../lifecycle/index.ts';
import type { ForgeClient } from './forge-client.ts';
import { toActor } from './github-shapes.ts';

const PER_PAGE = 100;

/** The members of a team that is named by its id, since a name may pass to another team. In order of id. */
export async function listTeamMembers(
  client: ForgeClient,
  organization: string,
  team: number,
): Promise<readonly ForgeActor[]> {
  const { teams } = client.rest;
  const all = await client.paginate(teams.list, { org: organization, per_page: PER_PAGE });
  const slug = all.find((each) => each.id === team)?.slug;
  if (slug === undefined) {
    throw new HyperError('HYPER_FORGE_NOT_FOUND', `"${organization}" has no team ${String(team)}`, {
      hint: 'the right "members: read" of the organisation shows its teams',
    });
  }
  const wanted = { org: organization, team_slug: slug, per_page: PER_PAGE };
  const members = (await client.paginate(teams.listMembersInOrg, wanted)).map(toActor);
  return members.sort((left, right) => left.id - right.id);
}
