import type { RegistryGetData } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';
import { joinLabels } from './join-labels.ts';

const SHOWN_VERSIONS = 10;

/** One release, and what is known of its artifact. */
export const registryGetView: View<RegistryGetData> = {
  findings: 'talk',
  names: ({ reference, version }) => [`${reference}@${version}`],
  blocks(data, detail) {
    const shown = detail === 'wide' ? data.versions : data.versions.slice(0, SHOWN_VERSIONS);
    const blocks: Block[] = [
      { kind: 'fields', fields: fieldsOf(data).filter(([, value]) => value !== '') },
      {
        kind: 'table',
        columns: [{ title: 'version' }, { title: 'state' }],
        rows: shown.map((each) => [each.version, each.isYanked ? `${each.state}, yanked` : each.state]),
        empty: 'no versions',
      },
    ];
    const hidden = data.versions.length - shown.length;
    if (hidden > 0)
      blocks.push({ kind: 'lines', lines: [`and ${String(hidden)} more: --output wide shows all`] });
    return blocks;
  },
};

function fieldsOf(data: RegistryGetData): [name: string, value: string][] {
  const { metadata, type, dependencies } = data.manifest;
  return [
    ['Reference', `${data.reference}@${data.version}`],
    ['Type', type],
    ['Description', metadata.description],
    ['State', data.yanked === null ? data.state : `${data.state}, yanked: ${data.yanked.reason}`],
    ['Deprecated', deprecationOf(data)],
    ['Moved to', data.redirect ?? ''],
    ['Notice', data.notice ?? ''],
    ['Latest', data.latest],
    ['Visibility', data.visibility],
    ['License', metadata.license ?? ''],
    ['Tags', (metadata.tags ?? []).join(', ')],
    ['Labels', joinLabels(data.labels, ', ')],
    ['Channels', joinLabels(data.channels, ', ')],
    ['Depends on', dependencies.map(({ artifact, range }) => `${artifact} ${range}`).join('\n')],
    ['Manifest', data.path],
    ['Digest', data.manifestDigest],
  ];
}

function deprecationOf({ deprecation }: RegistryGetData): string {
  if (deprecation === null) return '';
  return deprecation.replacement === null
    ? deprecation.reason
    : `${deprecation.reason} (use ${deprecation.replacement})`;
}
