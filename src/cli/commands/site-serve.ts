import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { oneAtATime, startPreviewServer } from '../../adapters/site/index.ts';
import { keptFolderOf, requireKept } from '../../adapters/system/index.ts';
import { createSiteSigning } from '../../composition-trust.ts';
import { createBuildContext } from '../../composition.ts';
import { digestHex, toHyperError } from '../../core/index.ts';
import { build } from '../../operations/index.ts';
import type { BuildContext, BuildInput } from '../../operations/index.ts';
import { toErrorReport, toReport } from '../../report/index.ts';
import type { Report } from '../../report/index.ts';
import { formatText } from '../../report/format-text.ts';
import { toServices } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

const VISIBILITIES = ['public', 'internal', 'private'] as const;
const DEFAULT_PORT = 8080;

/** `hyper site serve [DIR]` */
export class SiteServe extends RegistryCommand {
  static override summary = 'Show the site as it would be built, and build it anew as files change.';
  static override description =
    'Builds the working tree into a folder of the cache and serves it to browsers of this machine. Whenever a page is asked for and the registry has changed, it is built again first, only as far as it changed; with faults the last good one stays and says so, and the faults are told here. Ctrl-C ends it. For readers, put the output of hyper build on a static host.';
  static override examples = [
    { description: 'The registry here', command: 'hyper site serve' },
    { description: 'Another one, on any free port', command: 'hyper site serve ../registry --port 0' },
    { description: 'What members see', command: 'hyper site serve --visibility internal' },
  ];
  static override flags = {
    port: Flags.integer({
      summary: 'The port (8080); 0 takes any that is free.',
      helpValue: 'N',
      min: 0,
      max: 65535,
    }),
    host: Flags.string({
      summary:
        'The address to listen on; others than this machine see the site only where it is not 127.0.0.1.',
      helpValue: 'ADDRESS',
      default: '127.0.0.1',
    }),
    visibility: Flags.option({
      options: VISIBILITIES,
      default: 'public' as const,
      helpValue: VISIBILITIES.join('|'),
      summary: 'The least public of what is shown.',
    })(),
  };
  static override args = {
    dir: Args.string({ description: 'The registry, if not the one here.', ignoreStdin: true }),
  };

  #told = '';

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteServe);
    const { registry } = this.placeIn(args.dir, flags);
    const facts = toProcessFacts(this.session);
    const signing = await createSiteSigning(this.session.context, facts, {
      ...{
        folder: undefined,
        descriptor: undefined,
        services: toServices({}, this.session.settings().environment),
      },
    });
    const schemas = fileURLToPath(this.session.build.schemas);
    const context = await createBuildContext(this.session.context, facts, schemas, signing);
    const { label } = await context.openRegistry({ registry });
    const folder = previewFolder(`${facts.folder}\n${label}\n${flags.visibility}`);
    const input = {
      ...{ registry, at: undefined, out: folder, visibility: flags.visibility },
      ...{ isTolerant: false, isClean: false, signing: undefined },
    };
    if (!(await this.build(context, input))) return;
    const building = oneAtATime(() => this.buildAgain(context, input));
    const server = await startPreviewServer({
      ...{ folder, host: flags.host, port: flags.port ?? DEFAULT_PORT },
      ...{ beforePage: building.run, atRest: building.atRest },
    });
    this.session.terminal.writeResult(`${server.address}\n`);
    await this.untilInterrupted();
    await server.close();
  }

  /** Builds what changed. With faults, or where the registry cannot be read at all, what was there stays. Never rejects. */
  private async buildAgain(context: BuildContext, input: BuildInput): Promise<boolean> {
    try {
      return await this.build(context, input);
    } catch (error) {
      if (this.session.interruption.signal.aborted) return false;
      this.tell(toErrorReport(toHyperError(error), this.session.log.level === 'trace'));
      return false;
    }
  }

  private async build(context: BuildContext, input: BuildInput): Promise<boolean> {
    const outcome = await build.run(context, input);
    const { isWritten } = outcome.data;
    this.tell(isWritten ? undefined : { ...toReport(build.id, outcome), view: undefined });
    return isWritten;
  }

  /** Tells faults once, however many pages are asked for, and that they are mended. */
  private tell(report: Report | undefined): void {
    const { progress, terminal } = this.session;
    progress.clear();
    const text = report === undefined ? '' : this.render(report);
    if (text === this.#told) return;
    terminal.writeTalk(text === '' ? 'The faults are mended, and the site is built again.\n' : text);
    if (text !== '') this.session.setExitStatus(1);
    this.#told = text;
  }

  private render(report: Report): string {
    const { terminal } = this.session;
    const options = { width: terminal.width, paint: terminal.resultPaint, isQuiet: false };
    const { stderr, stdout } = formatText(report, { ...options, format: 'table' });
    return stderr + stdout;
  }

  private untilInterrupted(): Promise<void> {
    const { signal } = this.session.interruption;
    return new Promise((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
    });
  }
}

/** Of its own for each registry, so that the next preview begins where the last one ended. */
function previewFolder(what: string): string {
  const cache = requireKept(keptFolderOf(process.env), 'previews');
  return join(cache, 'preview', digestHex(what).slice(0, 32));
}
