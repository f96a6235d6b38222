import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { findRegistryRoot } from '../../adapters/registry/index.ts';
import { createTestRunContext } from '../../composition-write.ts';
import { test } from '../../operations/test/test.ts';
import { readFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';
import { RegistryCommand } from '../registry-command.ts';

/** `hyper test REFERENCE|PATH` */
export class Test extends RegistryCommand {
  static override summary = 'Run the tests that a release declares; without --run, show them.';
  static override description =
    'Each test runs in a fresh folder with the content, whose digests are checked first, without input, with an environment of its own that holds none of your variables but PATH; it and all of its process group are ended at its limit. That keeps tests apart from each other and from your secrets in variables. It is no sandbox: a command of a manifest has your rights, reads your files and reaches your network, so run only what you would run anyway, or run it in a container.';
  static override examples = [
    { description: 'What would be run', command: 'hyper test lib.text/slugs' },
    { description: 'Run it', command: 'hyper test lib.text/slugs@0.9.0 --run' },
    {
      description: 'A draft before it is published, with less time',
      command: 'hyper test namespaces/lib/text/slugs/0.9.0.yaml --run --timeout 10',
    },
  ];
  static override flags = {
    ...readFlags,
    run: Flags.boolean({ summary: 'Run the commands. They come from the manifest, and get your rights.' }),
    only: Flags.string({
      summary: 'Only this test; may stand several times.',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
    }),
    content: Flags.string({
      summary: 'The content, where the registry does not hold it; its digests must be those of the manifest.',
      helpValue: 'FILE',
      dependsOn: ['run'],
    }),
    timeout: Flags.integer({
      summary: 'End each test after so long, whatever it says.',
      helpValue: 'SECONDS',
      min: 1,
      max: 3600,
      dependsOn: ['run'],
    }),
  };
  static override args = {
    target: Args.string({
      description: 'A reference, or the manifest of a release as a file.',
      required: true,
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Test);
    const { target } = args;
    const around = target.endsWith('.yaml') ? findRegistryRoot(target) : undefined;
    const place = this.place({ ...flags, registry: flags.registry ?? around });
    const context = await createTestRunContext(this.session.context, toProcessFacts(this.session));
    const input = {
      ...{ registry: place.registry, namespace: place.namespace, at: flags.at, target },
      ...{ isRun: flags.run, names: flags.only ?? [], content: flags.content },
      timeoutSeconds: flags.timeout,
    };
    await this.conclude(test, input, flags, context);
  }
}
