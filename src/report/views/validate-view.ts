import type { ValidateData } from '../../operations/index.ts';
import { plural } from '../plural.ts';
import type { View } from '../view.ts';

/** The findings are the result; the counts are said below them. */
export const validateView: View<ValidateData> = {
  findings: 'result',
  names: (_, findings) => findings.flatMap(({ path }) => path ?? []),
  blocks(data, detail) {
    const what = data.scope === 'changes' ? 'changed file' : 'file';
    const counts = `${plural(data.files, what)}, ${plural(data.manifests, 'manifest')}`;
    const holds = [
      plural(data.namespaces, 'namespace'),
      plural(data.artifacts, 'artifact'),
      plural(data.releases, 'release'),
    ].join(', ');
    const outcome = data.errors === 0 ? 'valid' : 'not valid';
    const lines = [`${outcome}: ${data.scope === 'registry' ? `${counts}, ${holds}` : counts}`];
    if (detail === 'wide') {
      lines.push(
        `${String(data.bytes)} bytes read, ${plural(data.slowManifests, 'manifest')} by the slower parser`,
      );
      lines.push(`commit: ${data.commit ?? 'working tree'}`);
    }
    return [{ kind: 'lines', lines }];
  },
};
