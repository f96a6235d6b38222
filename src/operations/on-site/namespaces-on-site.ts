import { Buffer } from 'node:buffer';
import { paths } from '../../catalog/index.ts';
import { HyperError, sortedBy, toOneLine } from '../../core/index.ts';
import type { NamespaceManifest } from '../../manifest/index.ts';
import { segmentsOf } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { lineagePaths, readManifest } from '../../registry/index.ts';
import type { BuiltSite } from '../../registry/index.ts';
import { namespaceMissing } from '../namespace-filter.ts';
import { childrenOf, principalText } from '../read/namespace-get.ts';
import type { NamespaceGetData } from '../read/namespace-get.ts';
import type { ListedNamespace } from '../read/namespace-list.ts';
import type { Outcome } from '../outcome.ts';
import { requireSiteJson } from './site-json.ts';
import type { SiteJson } from './site-json.ts';
import { readSiteNamespaces } from './site-namespaces.ts';

/** `namespace.list` of a built site. Errors: `HYPER_SITE_INVALID`. */
export async function namespacesOnSite(site: BuiltSite): Promise<Outcome<readonly ListedNamespace[]>> {
  const data = (await readSiteNamespaces(site)).map(({ path, json }): ListedNamespace => ({
    path,
    parent: json.textOrNull('parent'),
    owner: json.textOrNull('owner'),
    description: json.textOrNull('description'),
    visibility: json.text('visibility'),
    artifacts: json.number('artifacts'),
    policies: json.number('policies'),
    labels: json.textMap('labels'),
  }));
  return { verdict: 'pass', diagnostics: [], data };
}

/**
 * `namespace.get` of a built site. Errors: `HYPER_NAMESPACE_MISSING`, `HYPER_SITE_UNTOLD` for one of which the site says
 * only that it is there, `HYPER_SITE_INVALID`.
 */
export async function namespaceOnSite(
  site: BuiltSite,
  path: NamespacePath,
): Promise<Outcome<NamespaceGetData>> {
  const listed = await readSiteNamespaces(site);
  const declared = new Set(listed.map((one) => one.path));
  if (!declared.has(path)) throw namespaceMissing(path, declared);
  const json = await requireSiteJson(site, paths.namespaceApi({ segments: segmentsOf(path) }));
  const data: NamespaceGetData = {
    path,
    ancestors: lineagePaths(path).filter((above) => above !== path && declared.has(above)),
    children: childrenOf(path, declared),
    artifacts: json.objects('artifacts').map((one) => one.text('reference')),
    visibility: json.text('visibility'),
    labels: sortedBy(
      json
        .objects('inheritedLabels')
        .map((one) => ({ name: one.text('name'), value: one.text('value'), from: one.text('from') })),
      ({ name }) => name,
    ),
    policies: json.objects('policies').map((one) => ({
      id: one.text('id'),
      from: one.text('from'),
      enforcement: one.text('enforcement'),
      overriddenBy: one.textOrNull('overriddenBy'),
    })),
    grants: json.objects('grants').map((one) => ({
      principal: principalText(principalIn(one.object('principal'))),
      role: one.text('role'),
      from: one.text('from'),
      expiresAt: one.textOrNull('expiresAt'),
    })),
    quotas: json.objects('quotas').map((one) => ({
      name: one.text('name'),
      limit: one.number('limit'),
      from: one.text('from'),
    })),
    manifest: manifestIn(json, path),
  };
  return { verdict: 'pass', diagnostics: [], data };
}

function principalIn(json: SiteJson): Parameters<typeof principalText>[0] {
  const numbered = (key: string): object => {
    const one = json.objectOrNull(key);
    return one === null
      ? {}
      : { [key]: { id: one.number('id'), login: one.textOrNull('login') ?? undefined } };
  };
  const oidc = json.objectOrNull('oidc');
  const key = json.textOrNull('key');
  return {
    ...numbered('githubUser'),
    ...numbered('githubTeam'),
    ...(oidc === null ? {} : { oidc: { issuer: oidc.text('issuer'), subject: oidc.text('subject') } }),
    ...(key === null ? {} : { key }),
  };
}

/** Checked as the manifest of a repository is. */
function manifestIn(json: SiteJson, path: string): NamespaceManifest {
  const stated = json.objectOrNull('manifest');
  if (stated === null) {
    throw new HyperError('HYPER_SITE_UNTOLD', `the site says of "${path}" only that it is there`, {
      hint: 'name the git repository of the registry',
    });
  }
  let reason = 'it is of another namespace';
  const text = Buffer.from(JSON.stringify(stated.raw));
  const read = readManifest(path, text, ({ message }) => (reason = message));
  if (read?.manifest.kind === 'Namespace' && read.manifest.path === path) return read.manifest;
  throw new HyperError(
    'HYPER_SITE_INVALID',
    `the manifest of "${path}" cannot be read: ${toOneLine(reason)}`,
    {
      hint: 'ask who serves the site to build it anew',
    },
  );
}
