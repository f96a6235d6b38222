import { toOneLine } from '../../core/index.ts';
import { isAllowedHost } from '../../registry/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject, ChangedFile } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

/** Parts of paths behind which forges put whatever a branch or a pull request holds today (ATTACKS I08). */
const MOVING: readonly (readonly [pattern: RegExp, what: string])[] = [
  [
    /\/(?:archive|tarball|zipball|tree|raw|blob|-\/archive)\/(?:refs\/heads\/)?(?:main|master|trunk|develop|dev|HEAD|next)(?:[./]|$)/iu,
    'a branch',
  ],
  [/\/refs\/heads\//iu, 'a branch'],
  [/\/(?:pull|merge_requests|refs\/pull|refs\/merge-requests)\/[0-9]+(?:\/|$)/iu, 'a pull request'],
  [/\/releases\/latest(?:\/|$)/iu, 'the latest release'],
  [/[/@:]latest(?:[/?#]|$)/iu, 'the latest version'],
  [/\/(?:nightly|snapshot)s?(?:\/|$)/iu, 'a nightly build'],
];
/** Hosts whose raw files are named by a branch unless by a commit. */
const RAW_HOST = /^raw\.githubusercontent\.com$/iu;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;

/** Content comes from a host that the registry allows, at an address that stays (ATTACKS I08). */
export const contentSourceRule: ChangeRule = {
  id: 'content-source',
  family: 'content',
  severity: 'error',
  since: '0.2.0',
  isSkippable: true,
  summary: 'External content lies on a host that the registry allows, at an address that does not move.',
  explanation:
    'The digest decides what is accepted, so content behind a moving address breaks as soon as it moves: a branch, a pull request, the latest release. Name a tag, a commit or a release asset. settings.allowedContentHosts of registry.yaml at the merge base says which hosts will do.',
  codes: ['HYPER_CONTENT_HOST_CLOSED', 'HYPER_CONTENT_MOVING'],
  *check({ files, control }: ChangeSubject): Iterable<ChangeFinding> {
    const allowed = control.registry.settings?.allowedContentHosts;
    for (const file of files) {
      const manifest = file.status === 'removed' ? undefined : file.after?.manifest;
      const uri = manifest?.kind === 'Artifact' ? manifest.content?.uri : undefined;
      if (uri !== undefined && URL.canParse(uri)) yield* uriFaults(file, new URL(uri), allowed);
    }
  },
};

function* uriFaults(
  file: ChangedFile,
  url: URL,
  allowed: readonly string[] | undefined,
): Iterable<ChangeFinding> {
  const at = ['content', 'uri'];
  if (!isAllowedHost(url.host, allowed)) {
    const message = `the host "${toOneLine(url.host)}" is none that the registry allows`;
    const hint = `one of: ${(allowed ?? []).slice(0, 8).map(toOneLine).join(', ') || 'none is allowed'}`;
    yield findingAt(file, { code: 'HYPER_CONTENT_HOST_CLOSED', message, hint }, at);
  }
  const what = movingPartOf(url);
  if (what !== undefined) {
    const message = `the address names ${what}, whose content changes`;
    const hint = 'name a tag, a commit or a release asset';
    yield findingAt(file, { code: 'HYPER_CONTENT_MOVING', message, hint }, at);
  }
}

/** What of an address moves; undefined where nothing is known to. Pure. */
export function movingPartOf(url: URL): string | undefined {
  if (RAW_HOST.test(url.hostname) && !COMMIT.test(url.pathname.split('/')[3] ?? '')) {
    const isTag = /^\/[^/]+\/[^/]+\/refs\/tags\//u.test(url.pathname);
    if (!isTag) return 'a branch';
  }
  const text = url.pathname + url.search;
  return MOVING.find(([pattern]) => pattern.test(text))?.[1];
}
