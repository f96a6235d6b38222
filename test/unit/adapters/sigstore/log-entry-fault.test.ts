import { describe, expect, it } from 'vitest';
import { faultOfLogEntry } from '../../../../src/adapters/sigstore/log-entry-fault.ts';
import type { JsonObject } from '../../../../src/core/index.ts';

const ID = Buffer.alloc(32, 5);

/** An entry of log v2 whose checkpoint ends with this signature. */
function entry(signature: string, keyId = ID.toString('base64')): JsonObject {
  const envelope = `log.example\n9\nAAAA\n\n\u2014 log.example ${signature}\n`;
  return {
    ...{ logIndex: '3', logId: { keyId } },
    inclusionProof: { logIndex: '3', treeSize: '9', rootHash: 'AAAA', checkpoint: { envelope } },
  };
}

describe('an entry of a transparency log', () => {
  it('is taken where its checkpoint has the one spelling of its signature', () => {
    expect(faultOfLogEntry(entry('AAAAAAA='), [ID])).toBeUndefined();
  });

  it.each(['AAAAAAB=', 'AAAAAAA', 'AAAA_AA='])(
    'is refused where a signature is spelled "%s" (S11)',
    (text) => {
      expect(faultOfLogEntry(entry(text), [ID])).toContain('spells a signature');
    },
  );

  it.each([
    ['is taken by its whole id', ID.toString('base64'), undefined],
    ['is taken by the beginning that checkpoints have', ID.subarray(0, 4).toString('base64'), undefined],
    ['is refused by three bytes of it', ID.subarray(0, 3).toString('base64'), 'names a log'],
    ['is refused by another id', Buffer.alloc(32, 6).toString('base64'), 'names a log'],
    ['is refused by more than the id', Buffer.alloc(33, 5).toString('base64'), 'names a log'],
  ])('%s (S07)', (_what, keyId, fault) => {
    const found = faultOfLogEntry(entry('AAAAAAA=', keyId), [ID]);
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(fault);
  });
});
