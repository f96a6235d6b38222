import type { ExportData, ImportArchiveData } from '../../operations/index.ts';
import { NOTHING_WRITTEN } from '../nothing-written.ts';
import type { Block, View } from '../view.ts';
import { plural } from '../plural.ts';

const SHOWN = 10;

/** What the archive holds, and how to make sure that another machine has the same. */
export const exportView: View<ExportData> = {
  findings: 'talk',
  blocks(data, detail) {
    const { outside } = data;
    const blocks: Block[] = [
      {
        kind: 'fields',
        fields: [
          ['Archive', `${data.file}, ${data.bytes} bytes`],
          ['Digest', data.digest],
          ['Namespace', data.namespace],
          ['Commit', data.commit],
          ['Holds', `${plural(data.files, 'file')}: ${heldOf(data)}; ${plural(data.commits, 'commit')}`],
          ['Trust root', data.root ?? 'none: nothing in it can be verified'],
        ],
      },
    ];
    if (outside.length > 0) {
      const shown = detail === 'wide' ? outside : outside.slice(0, SHOWN);
      const rest = outside.length - shown.length;
      blocks.push({
        kind: 'lines',
        title: 'Depends on other namespaces, which are not in it',
        lines: [...shown, ...(rest > 0 ? [`and ${rest} more: --output wide shows all`] : [])],
      });
    }
    blocks.push({
      kind: 'steps',
      head: 'next:',
      steps: [{ purpose: 'Make a registry of it.', command: `hyper import ${data.file} --into DIR` }],
    });
    return blocks;
  },
};

function heldOf({ manifests, signatures, blobs }: ExportData): string {
  return [plural(manifests, 'manifest'), plural(signatures, 'signature'), plural(blobs, 'blob')].join(', ');
}

/** What was made, and how to learn whether to believe it. */
export const importArchiveView: View<ImportArchiveData> = {
  findings: 'talk',
  blocks: ({ into, isDryRun, registry, namespace, commit, from, commits, files, root }) => [
    {
      kind: 'fields',
      fields: [
        ['Registry', isDryRun ? `${into} (nothing was written)` : into],
        ['Holds', `${namespace} of ${registry.name}${registry.url === null ? '' : `, ${registry.url}`}`],
        ['Commits', `${commits}, the last is ${commit}`],
        ['There it was', from],
        ['Files', String(files)],
        ['Trust root', root ?? 'none: nothing in it can be verified'],
      ],
    },
    {
      kind: 'steps',
      head: 'next:',
      steps: isDryRun
        ? NOTHING_WRITTEN
        : [
            root === null
              ? { purpose: 'Check it.', command: `hyper validate ${into}` }
              : {
                  purpose: 'Verify it, with the digest of the root that its keepers say.',
                  command: `hyper verify --all --registry ${into} --root ${root}`,
                },
          ],
    },
  ],
};
