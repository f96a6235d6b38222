import { parseArgs } from 'node:util';
import { readImitations } from './known-imitations.ts';
import { measureAlarms, measureRecall, realNames } from './measure-names.ts';
import type { Share } from './measure-names.ts';

// Recall of the rule name-likeness on known imitations, against its false alarms on the names of real registries.

const { values: flags } = parseArgs({ options: { list: { type: 'boolean', default: false } } });
const folder = process.env['HYPER_REAL_DATA'];
if (folder === undefined) throw new Error('HYPER_REAL_DATA names no folder with the real releases');
const registries = ['purescript', 'bcr'].map((name) => ({ name, names: realNames(folder, name) }));
const all = registries.flatMap(({ names }) => names);

console.log('imitations | found | of | share');
for (const [kind, share] of measureRecall(readImitations(), all)) {
  console.log(`${kind} | ${shown(share)}`);
  if (flags.list && kind !== 'all') console.log(`  missed: ${share.missed.join(', ')}`);
}
console.log('honest names | alarms | of | share');
for (const { name, names } of registries) {
  const share = measureAlarms(names);
  console.log(`${name} | ${shown(share)}`);
  if (flags.list) console.log(`  ${share.alarmed.join(', ')}`);
}

function shown({ hits, of }: Share): string {
  return `${String(hits)} | ${String(of)} | ${((100 * hits) / of).toFixed(1)} %`;
}
