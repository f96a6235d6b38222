import type { EditedFile, TrustPlanData } from '../../operations/index.ts';
import { namedSignerLines } from '../named-signer-lines.ts';
import type { Block, View } from '../view.ts';

/** The root that was written, and what its keepers do now. */
export const trustPlanView: View<TrustPlanData> = {
  findings: 'talk',
  blocks(data, detail) {
    const { version, digest, threshold, keys, expiresAt, files, named, tasks, isDryRun } = data;
    return [
      {
        kind: 'fields',
        fields: [
          ['Root', `version ${String(version)}${isDryRun ? ' (nothing was written)' : ''}`],
          ['Digest', digest],
          ['Signers', `${String(threshold)} of ${String(keys)}`],
          ['Until', expiresAt],
        ],
      },
      ...fileBlocks(files, isDryRun || detail === 'wide'),
      { kind: 'lines', title: 'Whose signatures will count', lines: named.flatMap(namedSignerLines) },
      {
        kind: 'steps',
        head: 'next, each keeper on a machine of their own; hyper trust status says who is missing:',
        steps: tasks.map(({ signer, command }) => ({ purpose: signer, command })),
      },
    ];
  },
};

/** The files of a plan, with the lines that change where they are asked for. */
export function fileBlocks(files: readonly EditedFile[], isDetailed: boolean): readonly Block[] {
  const lines = files.flatMap(({ path, change, lines: changed }) => [
    `${change} ${path}`,
    ...(isDetailed ? changed.map((line) => `  ${line}`) : []),
  ]);
  return [{ kind: 'lines', lines }];
}
