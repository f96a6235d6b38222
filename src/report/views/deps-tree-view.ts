import type { DepsTreeData, TreeNode } from '../../operations/index.ts';
import type { View } from '../view.ts';
import { formatConditions } from './format-conditions.ts';

/** Deeper levels are not drawn: no screen is that wide. */
const MAX_LEVELS = 40;

/** The tree with lines; what the platform does not take says so. */
export const depsTreeView: View<DepsTreeData | null> = {
  isProse: true,
  findings: 'result',
  names: ({ roots }) => roots.flatMap(namesBelow),
  blocks(data) {
    if (data === null) return [];
    const { subject, packages, taken, platform, roots } = data;
    const where = Object.values(platform).flat().join(' ');
    const count = `${String(packages)} ${packages === 1 ? 'package' : 'packages'}`;
    const head = where === '' ? `${subject}: ${count}` : `${subject}: ${count}, ${String(taken)} on ${where}`;
    const lines = [head, ...drawNodes(roots)];
    return [{ kind: 'lines', lines }];
  },
};

interface Branch {
  readonly node: TreeNode;
  readonly prefix: string;
  readonly isLast: boolean;
  readonly level: number;
}

function drawNodes(roots: readonly TreeNode[]): string[] {
  const lines: string[] = [];
  const stack = branchesOf(roots, '', 0);
  for (let branch = stack.pop(); branch !== undefined; branch = stack.pop()) {
    const { node, prefix, isLast, level } = branch;
    lines.push(`${prefix}${isLast ? '└── ' : '├── '}${labelOf(node)}`);
    const below = `${prefix}${isLast ? '    ' : '│   '}`;
    if (level + 1 < MAX_LEVELS) stack.push(...branchesOf(node.children, below, level + 1));
    else if (node.children.length > 0) lines.push(`${below}└── … deeper: --output json`);
  }
  return lines;
}

/** Last first, for a stack. */
function branchesOf(nodes: readonly TreeNode[], prefix: string, level: number): Branch[] {
  return nodes.map((node, at) => ({ node, prefix, isLast: at === nodes.length - 1, level })).reverse();
}

function labelOf({
  artifact,
  version,
  types,
  isOptional,
  conditions,
  isTaken,
  isRepeated,
}: TreeNode): string {
  const isPlain = types.length === 1 && types[0] === 'runtime';
  const notes = [
    ...(isPlain ? [] : [types.join(', ')]),
    ...(isOptional ? ['optional'] : []),
    ...(conditions.length === 0 ? [] : [formatConditions(conditions)]),
    ...(isTaken ? [] : ['not here']),
    ...(isRepeated ? ['needs shown above'] : []),
  ];
  return `${artifact} ${version}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
}

function namesBelow({ artifact, version, children }: TreeNode): string[] {
  return [`${artifact}@${version}`, ...children.flatMap(namesBelow)];
}
