import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { startPreviewServer } from '../../adapters/site/index.ts';
import { keptFolderOf, requireKept } from '../../adapters/system/index.ts';
import { createSiteSigning } from '../../composition-trust.ts';
import { createBuildContext } from '../../composition.ts';
import { digestHex } from '../../core/index.ts';
import { build } from '../../operations/index.ts';
import type { BuildContext, BuildInput } from '../../operations/index.ts';
import { toReport } from '../../report/index.ts';
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
    'Builds the working tree into a folder of the cache and serves it to browsers of this machine. Whenever a page is asked for and the registry has changed, it is built again first, only as far as it changed; with faults the last good one stays, and the faults are told here. Ctrl-C ends it. For readers, put the output of hyper build on a static host.';
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

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteServe);
    const { registry } = this.place({ ...flags, registry: flags.registry ?? args.dir });
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
    if (!(await this.buildAgain(context, input))) return;
    let building: Promise<unknown> = Promise.resolve();
    const server = await startPreviewServer({
      ...{ folder, host: flags.host, port: flags.port ?? DEFAULT_PORT },
      beforePage: async () => {
        building = building.then(() => this.buildAgain(context, input));
        await building;
      },
    });
    this.session.terminal.writeResult(`${server.address}\n`);
    await this.untilInterrupted();
    await server.close();
  }

  /** Builds what changed; tells faults, and then leaves what was there. */
  private async buildAgain(context: BuildContext, input: BuildInput): Promise<boolean> {
    const outcome = await build.run(context, input);
    this.session.progress.clear();
    if (outcome.data.isWritten) return true;
    const { terminal } = this.session;
    const rendered = formatText(
      { ...toReport(build.id, outcome), view: undefined },
      { format: 'table', width: terminal.width, paint: terminal.resultPaint, isQuiet: false },
    );
    terminal.writeTalk(rendered.stderr + rendered.stdout);
    this.session.setExitStatus(1);
    return false;
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
