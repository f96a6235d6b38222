import { isJsonObject } from '../../core/index.ts';
import type { JsonObject, JsonValue } from '../../core/index.ts';

const LOG_NAME = /^[A-Za-z0-9.:/_-]{1,255}$/u;
const SIGNATURE_LINE = /\u2014 (\S+) \S+\n/gu;

/**
 * What is wrong with a log entry that the verifier would not see, or undefined. It takes the names in a checkpoint for
 * regular expressions, with which whoever writes a bundle could have it compute for years (ATTACKS S24); and it leaves
 * fields unread that say again what the checkpoint or the promise says: they must agree, so that nothing of a bundle can
 * be changed unnoticed.
 */
export function faultOfLogEntry(entry: JsonObject): string | undefined {
  const proof = entry['inclusionProof'];
  if (!isJsonObject(proof)) return 'the log entry has no inclusion proof';
  const checkpoint = proof['checkpoint'];
  const note = isJsonObject(checkpoint) ? checkpoint['envelope'] : undefined;
  if (typeof note !== 'string') return 'the inclusion proof has no checkpoint';
  if ([...note.matchAll(SIGNATURE_LINE)].some(([, name = '']) => !LOG_NAME.test(name))) {
    return 'the checkpoint names a log in a strange way';
  }
  const [, size, root] = note.split('\n');
  if (proof['rootHash'] !== root || proof['treeSize'] !== size) {
    return 'the inclusion proof and its checkpoint differ';
  }
  if (isJsonObject(entry['inclusionPromise'])) return undefined;
  const hasNoTime = isZero(entry['integratedTime']) && entry['logIndex'] === proof['logIndex'];
  return hasNoTime ? undefined : 'the log entry claims a time or a place that nothing proves';
}

function isZero(time: JsonValue | undefined): boolean {
  return time === undefined || time === '0' || time === '';
}
