import type { ChangeEvent, ForgeAccount } from './change-event.ts';

/**
 * Who approves the change as it is: by the last word of each, given for the very commit that is judged (ATTACKS C11), and
 * neither a bot nor one of those who bring it (C17). Each account once, in order of its number. Pure.
 */
export function approversOf({ reviews, authors, head }: ChangeEvent): readonly ForgeAccount[] {
  const last = new Map<number, { by: ForgeAccount; isApproval: boolean }>();
  for (const { by, commit, state } of reviews) {
    if (state === 'comment') continue;
    last.set(by.id, { by, isApproval: state === 'approved' && commit === head });
  }
  const isAuthor = new Set(authors.map(({ id }) => id));
  return [...last.values()]
    .filter(({ by, isApproval }) => isApproval && !by.isBot && !isAuthor.has(by.id))
    .map(({ by }) => by)
    .sort((left, right) => left.id - right.id);
}
