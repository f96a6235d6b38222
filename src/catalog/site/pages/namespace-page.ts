import type { NamespaceManifest as Namespace, Principal } from '../../../manifest/index.ts';
import { ownPolicies } from '../../api/namespace-json.ts';
import type { Catalog } from '../../model/catalog.ts';
import { namespaceFolder, paths } from '../../model/paths.ts';
import type { PublishedNamespace } from '../../model/published-namespace.ts';
import type { OutputFile } from '../../output-file.ts';
import { markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { pageFile } from '../layout.ts';
import { link, outsideLink } from '../link.ts';
import { historyChip } from './history-page.ts';
import { namespaceListSections } from './namespace-lists.ts';
import { counted, day, factList, formatBytes, formatCount, trail } from '../pieces.ts';
import { stackedTable } from '../stacked-table.ts';

const QUOTAS = [
  ['storage', 'Storage', formatBytes],
  ['artifacts', 'Artifacts', formatCount],
  ['bandwidth', 'Bandwidth a month', formatBytes],
  ['apiCalls', 'API calls a month', formatCount],
] as const;

/** The page of a namespace: what is in it, whose it is, what is in force. */
export function namespacePage(catalog: Catalog, namespace: PublishedNamespace): OutputFile {
  const { record, artifacts, sight, inherited } = namespace;
  const path = paths.namespacePage(namespace);
  const manifest = record?.manifest;
  const body = markup`<div class="head namespace">
${trail(catalog, path, namespace.path, [])}
<h1>${namespace.path}</h1>
<p class="lead">${manifest?.description}</p>
<ul class="chips">${artifacts.length > 0 && markup`<li>${counted(artifacts.length, 'artifact')}</li>`}${manifest?.owner !== undefined && markup`<li>owned by ${manifest.owner}</li>`}${historyChip(catalog, path, { subject: namespaceFolder(namespace), key: namespace.path })}</ul>
</div>
<div class="columns"><div>
${namespaceListSections(catalog, path, namespace)}
${policySection(catalog, path, namespace)}
${sight !== 'open' && markup`<p class="note">More may be here for those who may see it.</p>`}
</div><aside aria-label="About this namespace">
${aboutSection(manifest)}
${asideSection(
  'Labels',
  [...inherited.labels].map(([name, { value, from }]) => [name, withOrigin(value, from, namespace)]),
)}
${asideSection('Quotas', quotaRows(namespace))}
${grantSection(namespace)}
${signerSection(namespace)}
</aside></div>`;
  const api = paths.namespaceApi(namespace);
  const description = manifest?.description ?? `What is in the namespace ${namespace.path}.`;
  return pageFile(catalog, { path, title: namespace.path, description, api, body });
}

function policySection(catalog: Catalog, path: string, namespace: PublishedNamespace): Html | undefined {
  const { policies } = namespace.inherited;
  if (policies.length === 0) return undefined;
  const rows = policies.map(({ policy, from, enforcement, overriddenBy }) => {
    const source = catalog.namespaces.get(from);
    const isPublished = source !== undefined && ownPolicies(source).some((one) => one.id === policy.id);
    const name = policy.name ?? policy.id;
    const label = isPublished ? link(path, paths.policyPage(source, policy.id), name) : name;
    const changed = overriddenBy !== undefined && markup`<div class="note">changed in ${overriddenBy}</div>`;
    return [
      { shown: markup`${label}<div class="note">${policy.description}</div>` },
      { shown: markup`<span class="state ${enforcement}">${enforcement}</span>` },
      { shown: markup`${from === namespace.path ? 'here' : from}${changed}`, className: 'mono' },
    ];
  });
  return markup`<section><h2>Policies in force</h2>
${stackedTable({ label: 'Policies', columns: ['Policy', 'Enforcement', 'From'], rows })}</section>`;
}

function aboutSection(manifest: Namespace | undefined): Html | undefined {
  const { owner, contact } = manifest ?? {};
  if (owner === undefined && contact === undefined) return undefined;
  return asideSection('About', [
    ['Owner', owner],
    ['Contact', contact !== undefined && outsideLink(contact)],
  ]);
}

function asideSection(title: string, rows: readonly (readonly [string, HtmlPart])[]): Html | undefined {
  return rows.length === 0 ? undefined : markup`<section><h2>${title}</h2>${factList(rows)}</section>`;
}

function withOrigin(value: HtmlPart, from: string, { path }: PublishedNamespace): HtmlPart {
  return from === path ? value : markup`${value} <span class="note">from ${from}</span>`;
}

function quotaRows(namespace: PublishedNamespace): (readonly [string, HtmlPart])[] {
  return QUOTAS.flatMap(([name, label, format]) => {
    const quota = namespace.inherited.quotas[name];
    return quota === undefined
      ? []
      : [[label, withOrigin(format(quota.limit), quota.from, namespace)] as const];
  });
}

function grantSection(namespace: PublishedNamespace): Html | undefined {
  const rows = namespace.inherited.grants.map(({ grant, from }): readonly [string, HtmlPart] => {
    const until =
      grant.expiresAt !== undefined && markup` <span class="note">until ${day(grant.expiresAt)}</span>`;
    return [grant.role, withOrigin(markup`${principalName(grant.principal)}${until}`, from, namespace)];
  });
  return asideSection('Who may write', rows);
}

/** Whose signatures count here; those of the namespaces above may count too. */
function signerSection({ sight, record }: PublishedNamespace): Html | undefined {
  const signing = sight === 'open' ? record?.manifest.signing : undefined;
  if (signing === undefined) return undefined;
  const { threshold, keys = [], identities = [] } = signing;
  const total = keys.filter(({ revokedAt }) => revokedAt === undefined).length + identities.length;
  const rows = [
    ...keys.map(
      (key) =>
        markup`<li>${key.label ?? 'A key'} <span class="note">${key.algorithm}${keyEnd(key)}</span><div><code>${key.keyId}</code></div></li>`,
    ),
    ...identities.map(
      ({ issuer, subject }) => markup`<li>${subject} <span class="note">from ${issuer}</span></li>`,
    ),
  ];
  return markup`<section><h2>Who signs</h2><p class="small">${threshold} of ${total} must sign what is here.</p><ul class="signers">${rows}</ul></section>`;
}

function keyEnd({
  revokedAt,
  expiresAt,
}: NonNullable<NonNullable<Namespace['signing']>['keys']>[number]): HtmlPart {
  if (revokedAt !== undefined) return markup`, revoked ${day(revokedAt)}`;
  return expiresAt !== undefined && markup`, until ${day(expiresAt)}`;
}

function principalName({ githubUser, githubTeam, key, oidc }: Principal): string {
  if (githubUser !== undefined) return githubUser.login ?? `GitHub user ${githubUser.id}`;
  if (githubTeam !== undefined) return githubTeam.login ?? `GitHub team ${githubTeam.id}`;
  return key === undefined ? (oidc?.subject ?? '') : `key ${key}`;
}
