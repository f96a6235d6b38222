import { createDoctorContext } from '../../composition.ts';
import { doctor } from '../../operations/index.ts';
import { BaseCommand } from '../base-command.ts';
import { toProcessFacts } from '../process-facts.ts';
import { findPlace } from '../registry-place.ts';

/** `hyper doctor` */
export class Doctor extends BaseCommand {
  static override summary = 'Check this machine, the repository and the registry for what would go wrong.';
  static override description =
    'Looks at node, git, the repository, the registry file, the clock, the cache, your keys, the token for the forge (its scopes; asked of GITHUB_API_URL, where GITHUB_TOKEN or GH_TOKEN is set), line endings and the locale, and says what to do. Exit status 1 means there is a problem; a warning is none.';
  static override examples = [
    { description: 'Here', command: 'hyper doctor' },
    { description: 'Another registry', command: 'hyper doctor --registry ../registry' },
    { description: 'For a report of a fault', command: 'hyper doctor --output json' },
  ];

  override async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    const { session } = this;
    const { registry } = findPlace(flags, session);
    const context = await createDoctorContext(session.context, toProcessFacts(session));
    await this.conclude(doctor, { registry }, flags, context);
  }
}
