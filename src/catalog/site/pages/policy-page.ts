import type { PolicyManifest as Policy } from '../../../manifest/index.ts';
import { policyJson } from '../../api/namespace-json.ts';
import type { Catalog } from '../../model/catalog.ts';
import { paths } from '../../model/paths.ts';
import type { PublishedNamespace } from '../../model/published-namespace.ts';
import type { OutputFile } from '../../output-file.ts';
import { markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { pageFile } from '../layout.ts';
import { counted, day, factList, trail } from '../pieces.ts';
import { stackedTable } from '../stacked-table.ts';

type Rule = Policy['rules'][number];
type Condition = Rule['condition'];

/** The page of a policy: what it asks, of whom, how strictly, and what is let through. */
export function policyPage(catalog: Catalog, namespace: PublishedNamespace, given: Policy): OutputFile {
  const path = paths.policyPage(namespace, given.id);
  // What of it may be shown is decided in one place.
  const { policy } = policyJson(catalog, namespace, given) as { readonly policy: Policy };
  const { id, name = id, description, enforcement, scope, rules, exceptions = [], examples = [] } = policy;
  const body = markup`<div class="head namespace">
${trail(catalog, path, namespace.path, [markup`<span>policies</span>`, markup`<span aria-current="page">${id}</span>`])}
<h1>${name}</h1>
<p class="lead">${description}</p>
<ul class="chips"><li><span class="state ${enforcement}">${enforcement}</span></li><li>${counted(rules.length, 'rule')}</li></ul>
</div>
<div class="columns"><div>
<section><h2>Rules</h2>${rules.map(ruleOf)}</section>
${exceptions.length > 0 && exceptionTable(exceptions)}
</div><aside aria-label="About this policy">
<section><h2>In force</h2>${factList([
    ['Where', `${namespace.path} and below`],
    ['Types', scope?.types?.join(', ')],
    ['Namespaces', scope?.namespaces?.join(', ')],
    ['Examples', examples.length > 0 && counted(examples.length, 'example')],
  ])}
<p class="note">A namespace below may make it stricter; a mandatory one never laxer.</p></section>
</aside></div>`;
  const api = paths.policyApi(namespace, id);
  return pageFile(catalog, {
    path,
    title: `${name} · ${namespace.path}`,
    description: description ?? `A policy of ${namespace.path}.`,
    api,
    body,
  });
}

function ruleOf({ id, description, type, severity, condition, action }: Rule): Html {
  return markup`<div class="rule"><h3>${id}</h3>
${description !== undefined && markup`<p>${description}</p>`}
<p class="note">${type}, severity ${severity}. Where this holds: ${action.type}.</p>
<ul class="needs"><li>${conditionWords(condition)}</li></ul></div>`;
}

function conditionWords(condition: Condition): HtmlPart {
  const { target = 'artifact', field, operator, value, and, or, not } = condition;
  const parts: HtmlPart[] = [];
  if (field !== undefined && operator !== undefined)
    parts.push(markup`${target}.${field} ${operator} ${value === undefined ? '' : JSON.stringify(value)}`);
  if (and !== undefined)
    parts.push(markup`all of<ul>${and.map((one) => markup`<li>${conditionWords(one)}</li>`)}</ul>`);
  if (or !== undefined)
    parts.push(markup`any of<ul>${or.map((one) => markup`<li>${conditionWords(one)}</li>`)}</ul>`);
  if (not !== undefined) parts.push(markup`not<ul><li>${conditionWords(not)}</li></ul>`);
  return parts;
}

function exceptionTable(exceptions: NonNullable<Policy['exceptions']>): Html {
  const rows = exceptions.map(({ target, reason, expiresAt }) => [
    { shown: target, className: 'mono' },
    { shown: reason },
    { shown: day(expiresAt) },
  ]);
  return markup`<section><h2>Let through</h2>
${stackedTable({ label: 'Exceptions', columns: ['What', 'Why', 'Until'], rows })}</section>`;
}
