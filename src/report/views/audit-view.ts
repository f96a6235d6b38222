import type { AuditData, AuditEvent } from '../../operations/index.ts';
import type { View } from '../view.ts';

const SHORT_COMMIT = 12;

/** One row an act, the oldest first. */
export const auditView: View<AuditData> = {
  findings: 'talk',
  names: ({ events }) => events.map(({ target }) => target),
  blocks: ({ namespace, events }, detail) => [
    {
      kind: 'table',
      columns: [
        { title: 'when' },
        { title: 'operation' },
        { title: 'target' },
        { title: 'actor', canShrink: true, drop: 3 },
        { title: 'commit', drop: 4 },
        { title: 'signed', drop: 1 },
        { title: 'details', canShrink: true, drop: 2 },
        ...(detail === 'wide' ? [{ title: 'signers' }, { title: 'path' }] : []),
      ],
      rows: events.map((event) => [
        event.at,
        event.operation,
        event.target,
        actorWords(event),
        detail === 'wide' ? event.commit : event.commit.slice(0, SHORT_COMMIT),
        event.signature?.status ?? '',
        event.details,
        ...(detail === 'wide' ? [event.signature?.signers.join(', ') ?? '', event.path] : []),
      ]),
      empty: `nothing was done in ${namespace ?? 'the registry'} that fits`,
    },
  ],
};

/** Who made the commit; of a merge, who wrote what it brought in. */
function actorWords({ actor, contributors }: AuditEvent): string {
  const people = contributors.length === 0 ? [actor] : contributors;
  return people.map(({ name, email }) => `${name} <${email}>`).join(', ');
}
