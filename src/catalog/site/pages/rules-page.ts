import { CODES, sortedBy } from '../../../core/index.ts';
import { ALL_RULES } from '../../../gate/index.ts';
import type { RuleDescription } from '../../../gate/index.ts';
import type { Catalog } from '../../model/catalog.ts';
import { paths } from '../../model/paths.ts';
import type { OutputFile } from '../../output-file.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';
import { pageFile } from '../layout.ts';
import { formatCount } from '../pieces.ts';

/** The page of the rules that every change is checked against, each with its codes, what they mean and what mends them. */
export function rulesPage(catalog: Catalog): OutputFile {
  const families = [...new Set(ALL_RULES.map(({ family }) => family))];
  const path = paths.rules;
  const body = markup`<div class="head"><h1>Rules</h1>
<p class="lead">${formatCount(ALL_RULES.length)} rules are checked for every change of this registry; what a namespace asks beside them is in its policies.</p></div>
${families.map((family) => familySection(family))}`;
  return pageFile(catalog, {
    path,
    title: 'Rules',
    description: 'What every change of the registry is checked against.',
    body,
  });
}

function familySection(family: RuleDescription['family']): Html {
  const rules = sortedBy(
    ALL_RULES.filter((rule) => rule.family === family),
    ({ id }) => id,
  );
  return markup`<section><h2>${family}</h2>${rules.map(ruleOf)}</section>`;
}

function ruleOf({ id, summary, codes }: RuleDescription): Html {
  const rows = codes.map((code) => {
    const { title, explanation, fix } = CODES[code];
    return markup`<dt><code>${code}</code></dt><dd>${title}. <span class="muted">${explanation}</span> ${fix}</dd>`;
  });
  return markup`<div class="rule" id="${id}"><h3>${id}</h3><p>${summary}</p>${rows.length > 0 && markup`<dl class="codes">${rows}</dl>`}</div>`;
}
