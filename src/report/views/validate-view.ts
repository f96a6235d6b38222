import type { ValidateData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** The findings are the result; the counts are said below them. */
export const validateView: View<ValidateData> = {
  findings: 'result',
  names: (_, findings) => findings.flatMap(({ path }) => path ?? []),
  blocks(data, detail) {
    const what = data.scope === 'changes' ? 'changed files' : 'files';
    const counts = `${String(data.files)} ${what}, ${String(data.manifests)} manifests`;
    const holds = `${String(data.namespaces)} namespaces, ${String(data.artifacts)} artifacts, ${String(data.releases)} releases`;
    const outcome = data.errors === 0 ? 'valid' : 'not valid';
    const lines = [`${outcome}: ${data.scope === 'registry' ? `${counts}, ${holds}` : counts}`];
    if (detail === 'wide') {
      lines.push(
        `${String(data.bytes)} bytes read, ${String(data.slowManifests)} manifests by the slower parser`,
      );
      lines.push(`commit: ${data.commit ?? 'working tree'}`);
    }
    return [{ kind: 'lines', lines }];
  },
};
