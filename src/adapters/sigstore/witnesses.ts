import { RekorWitness, TSAWitness } from '@sigstore/sign';
import type { Witness } from '@sigstore/sign';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Code } from '../../core/index.ts';
import { toServiceAddress } from './service-address.ts';
import { faultOfTimestamp } from './timestamp-fault.ts';

/** How long one request may take, and how often it is sent again. */
export const REQUEST_OPTIONS = { timeout: 15_000, retry: { retries: 2, minTimeout: 300 } } as const;

/** Who confirms that a signature was there, and when. */
export interface WitnessAddresses {
  /** A transparency log; undefined for none. */
  readonly rekorUrl: string | undefined;
  readonly rekorVersion: 1 | 2;
  /** A timestamp authority (RFC 3161); undefined for none. */
  readonly tsaUrl: string | undefined;
}

/** Errors of the witnesses: `HYPER_REKOR_FAILED`, `HYPER_TIMESTAMP_FAILED`; here: `HYPER_SIGSTORE_ADDRESS`. */
export function createWitnesses({ rekorUrl, rekorVersion, tsaUrl }: WitnessAddresses): readonly Witness[] {
  const witnesses: Witness[] = [];
  if (rekorUrl !== undefined) {
    const rekorBaseURL = toServiceAddress(rekorUrl);
    const witness = new RekorWitness({ ...REQUEST_OPTIONS, rekorBaseURL, majorApiVersion: rekorVersion });
    witnesses.push(named(witness, 'HYPER_REKOR_FAILED', `the transparency log "${rekorBaseURL}"`));
  }
  if (tsaUrl !== undefined) {
    const tsaBaseURL = toServiceAddress(tsaUrl);
    const witness = strict(new TSAWitness({ ...REQUEST_OPTIONS, tsaBaseURL }));
    witnesses.push(named(witness, 'HYPER_TIMESTAMP_FAILED', `the timestamp authority "${tsaBaseURL}"`));
  }
  return witnesses;
}

/** No certificate is asked for; an answer in a form that no verification would take is no confirmation. */
function strict(witness: Witness): Witness {
  return {
    testify: async (content, key) => {
      const confirmed = await witness.testify(content, key);
      const stamps = confirmed.rfc3161Timestamps ?? [];
      const [fault] = stamps.flatMap(({ signedTimestamp }) => faultOfTimestamp(signedTimestamp, []) ?? []);
      if (fault !== undefined) throw new TypeError(fault);
      return confirmed;
    },
  };
}

function named(witness: Witness, code: Code, name: string): Witness {
  return {
    testify: async (content, key) => {
      try {
        return await witness.testify(content, key);
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unknown';
        throw new HyperError(code, `${toOneLine(name)} did not confirm the signature: ${toOneLine(why)}`, {
          hint: 'nothing was written; run the command again later',
          cause: error,
        });
      }
    },
  };
}
