import type { ForgeComment } from './forge.ts';

/** The first line of the one comment; without the account that wrote it, it means nothing (ATTACKS X06). */
const MARKER = '<!-- hyper:report -->';

/** What becomes of the one comment of a pull request. */
export interface CommentPlan {
  readonly body: string;
  /** The comment to edit; undefined adds one. */
  readonly edit: number | undefined;
  readonly isUnchanged: boolean;
  /** Others of ours that say the same: of two runs at once. */
  readonly remove: readonly number[];
}

/** Plans the one comment: ours is edited in place, a stranger's is left alone, whatever it says. Pure. */
export function planComment(comments: readonly ForgeComment[], markdown: string): CommentPlan {
  const body = `${MARKER}\n${markdown}`;
  const [first, ...others] = comments.filter((each) => each.isOwn && each.body.startsWith(`${MARKER}\n`));
  return {
    body,
    edit: first?.id,
    isUnchanged: first?.body === body,
    remove: others.map(({ id }) => id),
  };
}
