import { ancestorsOf } from '../../../names/index.ts';
import { signersOf } from '../../../registry/index.ts';
import type { Catalog } from '../../model/catalog.ts';
import { paths } from '../../model/paths.ts';
import type { PublishedArtifact } from '../../model/published-artifact.ts';
import type { ReleaseView } from '../../model/release-view.ts';
import { markup } from '../html.ts';
import type { Html, HtmlPart } from '../html.ts';
import { link } from '../link.ts';

/** Who the file beside a release says signed it, in words, and how to prove it; the site itself proves nothing. */
export function signatureSection(
  catalog: Catalog,
  from: string,
  artifact: PublishedArtifact,
  { facts, signatures }: ReleaseView,
): Html {
  const reference = `${artifact.reference}@${facts.version}`;
  return markup`<section><h2>Signatures</h2>
${signatures === undefined ? markup`<p class="small">No signature is beside this release.</p>` : signerList(catalog, from, artifact, signatures)}
${signatures !== undefined && markup`<p class="note">This is what the file says. To prove it:</p><pre><code>hyper verify ${reference}</code></pre>`}
</section>`;
}

function signerList(
  catalog: Catalog,
  from: string,
  artifact: PublishedArtifact,
  signatures: Uint8Array,
): Html {
  const signers = signersOf(signatures);
  if (signers === undefined)
    return markup`<p class="small">The file beside this release holds no signatures that can be read.</p>`;
  const items = signers
    .split(', ')
    .map(
      (signer) => markup`<li>${whose(catalog, from, artifact, signer)}<div><code>${signer}</code></div></li>`,
    );
  return markup`<ul class="signers">${items}</ul>`;
}

/** Where the signer is listed among the namespaces that the site shows whole. */
function whose(catalog: Catalog, from: string, { namespace }: PublishedArtifact, signer: string): HtmlPart {
  for (const path of [namespace, ...ancestorsOf(namespace).toReversed()]) {
    const known = catalog.namespaces.get(path);
    const signing = known?.sight === 'open' ? known.record?.manifest.signing : undefined;
    const key = signing?.keys?.find(({ keyId }) => keyId === signer);
    const identity = signing?.identities?.find(({ subject }) => subject === signer);
    if (known === undefined || (key === undefined && identity === undefined)) continue;
    const name = key?.label ?? (key === undefined ? 'An identity' : 'A key');
    const ended = key?.revokedAt !== undefined && ', revoked since';
    return markup`${name} of ${link(from, paths.namespacePage(known), path)}${ended}`;
  }
  return 'A signer that no namespace shown here lists';
}
