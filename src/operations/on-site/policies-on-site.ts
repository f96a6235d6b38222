import { hasEnded } from '../../access/index.ts';
import { paths } from '../../catalog/index.ts';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { Moment } from '../../core/index.ts';
import { segmentsOf } from '../../names/index.ts';
import type { BuiltSite } from '../../registry/index.ts';
import { namespaceMissing, requireNamespace } from '../namespace-filter.ts';
import type { Outcome } from '../outcome.ts';
import type { ListedPolicy } from '../policy/policy-list.ts';
import { requireSiteJson } from './site-json.ts';
import type { SiteJson } from './site-json.ts';
import { readSiteNamespaces } from './site-namespaces.ts';

/**
 * `policy.list` of a built site; faults of policies are told by the repository alone. Errors: `HYPER_NAMESPACE_MISSING`,
 * `HYPER_SITE_UNTOLD` for a namespace of which the site says only that it is there, `HYPER_SITE_INVALID`.
 */
export async function policiesOnSite(
  site: BuiltSite,
  namespace: string | undefined,
  moment: Moment,
): Promise<Outcome<readonly ListedPolicy[]>> {
  const json = await requireSiteJson(site, await placeOf(site, namespace));
  const data = json.objects('policies').map((one) => toPolicy(one, moment));
  return { verdict: 'pass', diagnostics: [], data };
}

async function placeOf(site: BuiltSite, namespace: string | undefined): Promise<string> {
  if (namespace === undefined) return paths.policyListApi;
  const path = requireNamespace(namespace);
  const listed = await readSiteNamespaces(site);
  const found = listed.find((one) => one.path === path);
  if (found?.json.text('shown') === 'open') return paths.policiesInForceApi({ segments: segmentsOf(path) });
  if (found === undefined)
    throw namespaceMissing(
      path,
      listed.map((one) => one.path),
    );
  throw new HyperError('HYPER_SITE_UNTOLD', `the site says of "${toOneLine(path)}" only that it is there`, {
    hint: 'name the git repository of the registry',
  });
}

function toPolicy(json: SiteJson, moment: Moment): ListedPolicy {
  return {
    id: json.text('id'),
    from: json.textOrNull('from'),
    path: json.text('path'),
    enforcement: json.text('enforcement'),
    overriddenBy: json.textOrNull('overriddenBy'),
    rules: json.texts('rules'),
    description: json.textOrNull('description'),
    exceptions: json.objects('exceptions').map((one) => {
      const expiresAt = one.text('expiresAt');
      return {
        target: one.text('target'),
        reason: one.text('reason'),
        expiresAt,
        hasEnded: hasEnded(expiresAt, moment),
      };
    }),
  };
}
