import { describe, expect, it } from 'vitest';
import { changeRegistry, createChangeRepository } from '../../build/change-repository.ts';
import { stateText } from '../../build/manifests.ts';
import { runCi } from '../../build/run-ci.ts';

const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const faulty = (more: string): string =>
  stateText('org.acme/parser', `tags:\n  stable: "1.1.0"\nold: 1\n${more}`);
const repository = createChangeRepository({ ...changeRegistry(), [STATE]: faulty('') });

async function judge(text: string, isRatchet: boolean): Promise<string[]> {
  const head = repository.change({ [STATE]: text.replace('revision: 1', 'revision: 2') });
  const { diagnostics } = await runCi(repository.folder, { base: repository.base, head, isRatchet });
  return diagnostics
    .filter(({ code }) => code === 'HYPER_FIELD_UNKNOWN')
    .map(({ severity, message }) => `${severity} ${message}`);
}

describe('ratchet mode', () => {
  it('makes notes of faults that the merge base has, and refuses what is new', async () => {
    const known = 'was there before: "old" is no field here';
    expect(await judge(faulty(''), false)).toEqual(['error "old" is no field here']);
    expect(await judge(faulty(''), true)).toEqual([`info ${known}`]);
    expect(await judge(faulty('more: 1\n'), true)).toEqual([
      `info ${known}`,
      'error "more" is no field here',
    ]);
  });
});

it('says how to judge again by the names that were given', async () => {
  const head = repository.change({ [STATE]: faulty('').replace('revision: 1', 'revision: 2') });
  repository.git('branch', '--force', 'a-fault', head);
  const { data } = await runCi(repository.folder, { base: repository.base, head: 'a-fault' });
  expect(data.next.at(-1)).toBe(`hyper ci --base ${repository.base} --head a-fault`);
});
