import { HyperError, toOneLine, toTypedError } from '../core/index.ts';
import { parseNamespacePath, scopeOf, segmentsOf } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';

const NAME = /^[a-z0-9][a-z0-9-]*$/u;
const MAX_NAME_UNITS = 63;
const MAX_PROJECT_NAME_UNITS = 128;
const MAX_URL_UNITS = 2048;
const REVIEWER =
  /^(?:@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,99})?|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$/u;

/** The name of a registry: the one given, else the folder's name in kebab-case. Errors: `HYPER_INIT_NAME`. Pure. */
export function chooseRegistryName(given: string | undefined, folderName: string): string {
  if (given !== undefined && NAME.test(given) && given.length <= MAX_NAME_UNITS) return given;
  const made = toKebabCase(given ?? folderName);
  if (given === undefined && made !== '') return made;
  const hint = made === '' ? 'hyper init DIR --name acme-registry' : `did you mean: --name ${made}`;
  const shown = toOneLine(given ?? folderName).slice(0, 80);
  const what =
    given === undefined ? 'no name can be made from the folder' : 'expected a kebab-case name, got';
  throw new HyperError('HYPER_INIT_NAME', `${what} "${shown}"`, { hint });
}

function toKebabCase(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, MAX_NAME_UNITS)
    .replace(/^-+|-+$/gu, '');
}

/** The name of a project: the one given, else the folder's. Errors: `HYPER_INIT_NAME`. Pure. */
export function chooseProjectName(given: string | undefined, folderName: string): string {
  const name = given ?? folderName;
  if (name.trim() !== '' && name.length <= MAX_PROJECT_NAME_UNITS && toOneLine(name) === name) return name;
  const shown = toOneLine(name).slice(0, 80);
  throw new HyperError('HYPER_INIT_NAME', `expected a name of one line, got "${shown}"`, {
    hint: 'hyper init --project DIR --name storefront',
  });
}

/** The address that a registry is served from. Errors: `HYPER_INIT_URL`. Pure. */
export function requireServedUrl(text: string): string {
  const url = text.length <= MAX_URL_UNITS && URL.canParse(text) ? new URL(text) : undefined;
  const isFine =
    url?.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    !/[?#\s\\]/u.test(text) &&
    text.startsWith('https://');
  if (isFine) return text.replace(/\/+$/u, '');
  // What stands before an "@" may be a password.
  const shown = toOneLine(text.replace(/^.*@/su, '…@')).slice(0, 80);
  throw new HyperError(
    'HYPER_INIT_URL',
    `expected the https address of a site, without credentials, query or fragment, got "${shown}"`,
    { hint: 'write for example: --url https://registry.example.org' },
  );
}

/** Who reviews, as CODEOWNERS writes it. Errors: `HYPER_INIT_REVIEWER`. Pure. */
export function requireReviewer(text: string): string {
  if (REVIEWER.test(text)) return text;
  const shown = toOneLine(text).slice(0, 80);
  const hint = /^[\w./-]+$/u.test(text) ? `did you mean "@${text}"?` : 'write for example @acme/platform';
  throw new HyperError(
    'HYPER_INIT_REVIEWER',
    `expected @user, @organisation/team or a mail address, got "${shown}"`,
    { hint },
  );
}

/** The owner of a registry, one segment. Errors: `HYPER_INIT_OWNER`, those of `parseNamespacePath`. Pure. */
export function requireOwner(text: string): string {
  const parsed = parseNamespacePath(`org.${text}`);
  if (!parsed.ok) {
    const made = toKebabCase(text);
    const { code, message } = parsed.fault;
    throw toTypedError({ code, message, ...(made === '' ? {} : { hint: `did you mean: --owner ${made}` }) });
  }
  const [, owner, ...rest] = segmentsOf(parsed.value);
  if (owner !== undefined && rest.length === 0) return owner;
  throw new HyperError('HYPER_INIT_OWNER', `expected one segment, got "${toOneLine(text).slice(0, 80)}"`, {
    hint: `did you mean: --owner ${owner ?? 'acme'}`,
  });
}

/** A namespace that a registry shares. Errors: those of `parseNamespacePath`, `HYPER_INIT_NAMESPACE_LOCAL`. Pure. */
export function requireSharedNamespace(text: string): NamespacePath {
  const parsed = parseNamespacePath(text);
  if (!parsed.ok) throw toTypedError(parsed.fault);
  if (scopeOf(parsed.value).acceptedByGate) return parsed.value;
  throw new HyperError('HYPER_INIT_NAMESPACE_LOCAL', `"${parsed.value}" stays on one machine`, {
    hint: 'choose a namespace of another scope, such as org.acme',
  });
}
