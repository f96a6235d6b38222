import { createKeyContext } from '../../composition-trust.ts';
import { filterRows, keyList, lists } from '../../operations/index.ts';
import { BaseCommand } from '../base-command.ts';
import { filterFlags, keyFlags } from '../flags.ts';
import { toProcessFacts } from '../process-facts.ts';

/** `hyper key list` */
export class KeyList extends BaseCommand {
  static override summary = 'List the keys of this machine.';
  static override description =
    'Shows name, kind and id of each private key in the folder of keys. No passphrase is needed; a file that cannot be used is a warning.';
  static override examples = [
    { description: 'The keys in the default folder', command: 'hyper key list' },
    { description: 'With the paths of their files', command: 'hyper key list --output wide' },
    { description: 'The keys of a token', command: 'hyper key list --keys /media/usb/keys --output json' },
  ];
  static override flags = { ...filterFlags, keys: keyFlags.keys };

  override async run(): Promise<void> {
    const { flags } = await this.parse(KeyList);
    const { context } = this.session;
    const asked = { folder: flags.keys, descriptor: undefined };
    const keyContext = await createKeyContext(context, toProcessFacts(this.session), asked);
    const operation = filterRows(keyList, lists.KEY_LIST, { filter: flags.filter });
    await this.conclude(operation, {}, flags, keyContext);
  }
}
