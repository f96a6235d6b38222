import { HyperError } from '../../core/index.ts';
import type { CiData } from '../ci/ci-data.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { parseReport } from './parse-report.ts';

export interface ForgeShowInput {
  /** What `hyper ci --output json` printed. */
  readonly report: string;
}

export interface ForgeShowContext extends OperationContext {
  /** Errors: `HYPER_FILE_UNREADABLE`. */
  readText(path: string): Promise<string>;
}

/** Shows a report of `hyper ci` in another format, with its exit status, without judging again. */
export const forgeShow: Operation<ForgeShowInput, CiData, ForgeShowContext> = {
  id: 'forge.show',
  group: 'forge',
  summary: 'Show a report of hyper ci in another format',
  async run(context, input) {
    const { standing, diagnostics, data } = parseReport(await context.readText(input.report));
    if (standing === 'error' || data === null) {
      const [first] = diagnostics;
      throw new HyperError(first?.code ?? 'HYPER_FORGE_REPORT', first?.message ?? 'the report says nothing', {
        ...(first?.hint === undefined ? {} : { hint: first.hint }),
      });
    }
    return { verdict: standing, diagnostics, data, prefix: data.prefix };
  },
};
