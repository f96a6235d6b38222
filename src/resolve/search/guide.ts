/** What a search asks of whoever knows the candidates. Packages go by their numbers in the search. */
export interface Guide {
  /** The rank of the release to try first of those that are left; -1 where somebody must say it first. */
  prefer(pkg: number): number;
  /** The clauses that tell what a release needs, added where they are new; undefined where something must be read first. */
  expand(pkg: number, rank: number): readonly number[] | undefined;
  /** Called before anything is learned from a clause: a fact may now say of more releases what it says of one. */
  widen(clause: number): void;
  /** The package with the least is settled first; of equals, the one that was needed first. */
  urgency(pkg: number, remaining: number): number;
}
