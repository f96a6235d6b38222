import type { PublishedArtifact } from '../../model/published-artifact.ts';
import { markup } from '../html.ts';
import type { Html } from '../html.ts';

/** How to depend on a release. Names and versions are checked: none holds what a shell or YAML would read (X12). */
export function useIt({ reference }: PublishedArtifact, version: string): Html {
  return markup`<section id="use-it"><h2>Use it</h2>
<p class="note">Add it to a project:</p>
<pre><code>hyper deps add ${reference}@^${version}</code></pre>
<p class="note">Or write it into its hyper.yaml:</p>
<pre><code>dependencies:
  ${reference}: ^${version}</code></pre>
<p class="note">Its content alone:</p>
<pre><code>hyper pull ${reference}@${version}</code></pre>
</section>`;
}

/** The way to it, shown where there is one column: how to use something is then below all that is told of it. */
export const USE_IT_CHIP: Html = markup`<li class="jump"><a href="#use-it">Use it</a></li>`;
