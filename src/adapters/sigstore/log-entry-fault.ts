import { isJsonObject } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';

const LOG_NAME = /^[A-Za-z0-9.:/_-]{1,255}$/u;
const SIGNATURE_LINE = /\u2014 (\S+) (\S+)\n/gu;

/**
 * What is wrong with a log entry that the verifier would not see, or undefined. It takes the names in a checkpoint for
 * regular expressions, with which whoever writes a bundle could have it compute for years (ATTACKS S24); and it leaves
 * fields unread that say again what the checkpoint or the promise says: they must agree, so that nothing of a bundle can
 * be changed unnoticed. `logIds`: of the logs that are believed.
 */
export function faultOfLogEntry(entry: JsonObject, logIds: readonly Uint8Array[]): string | undefined {
  const proof = entry['inclusionProof'];
  if (!isJsonObject(proof)) return 'the log entry has no inclusion proof';
  const checkpoint = proof['checkpoint'];
  const note = isJsonObject(checkpoint) ? checkpoint['envelope'] : undefined;
  if (typeof note !== 'string') return 'the inclusion proof has no checkpoint';
  if ([...note.matchAll(SIGNATURE_LINE)].some(([, name = '']) => !LOG_NAME.test(name))) {
    return 'the checkpoint names a log in a strange way';
  }
  if ([...note.matchAll(SIGNATURE_LINE)].some(([, , signature = '']) => !isOneSpelling(signature))) {
    return 'the checkpoint spells a signature in another way than the one';
  }
  const [, size, root] = note.split('\n');
  if (proof['rootHash'] !== root || proof['treeSize'] !== size) {
    return 'the inclusion proof and its checkpoint differ';
  }
  if (isJsonObject(entry['inclusionPromise'])) return undefined;
  const hasNoTime = isZero(entry['integratedTime']) && entry['logIndex'] === proof['logIndex'];
  if (!hasNoTime) return 'the log entry claims a time or a place that nothing proves';
  // A promise names its log; without one nothing else reads which log it is said to be.
  return isKnownLog(entry['logId'], logIds) ? undefined : 'the log entry names a log that is not believed';
}

/** Whether the id is that of one of the logs, whole or as checkpoints shorten it. */
function isKnownLog(value: JsonValue | undefined, logIds: readonly Uint8Array[]): boolean {
  const keyId = isJsonObject(value) ? value['keyId'] : undefined;
  const id = typeof keyId === 'string' ? Buffer.from(keyId, 'base64') : Buffer.alloc(0);
  return id.length >= 4 && logIds.some((logId) => id.equals(logId.subarray(0, id.length)));
}

/** Whether spare bits of the last letter are zero: they may not change unseen. */
function isOneSpelling(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('base64') === base64;
}

function isZero(time: JsonValue | undefined): boolean {
  return time === undefined || time === '0' || time === '';
}
