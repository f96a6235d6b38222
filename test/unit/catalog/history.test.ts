import { describe, expect, it } from 'vitest';
import { EVENTS_A_PAGE } from '../../../src/catalog/model/history-pages.ts';
import type { HistoryEvent } from '../../../src/catalog/index.ts';
import { inspectPage, textOf } from '../../hostile/inspect-page.ts';
import { SAMPLE } from './sample-registry.ts';
import { OPTIONS, buildSite, json, namespace, release } from './site-builder.ts';
import type { Site } from './site-builder.ts';

const FILES: readonly [string, string][] = [
  ...SAMPLE,
  namespace('org.deep', { visibility: 'private' }),
  release('org.deep/secret@1.0.0'),
];

function event(parts: Partial<HistoryEvent> & Pick<HistoryEvent, 'path' | 'target'>): HistoryEvent {
  const commit = 'c0ffee'.padEnd(40, '0');
  return { at: '2026-05-01T08:00:00Z', operation: 'publish', details: '', commit, by: ['Kim'], ...parts };
}

const TIDE = event({ target: 'lib.sea/tide@1.1.0', path: 'namespaces/lib/sea/tide/1.1.0.yaml' });
const HISTORY: readonly HistoryEvent[] = [
  event({ operation: 'namespace.create', target: 'lib.sea', path: 'namespaces/lib/sea/namespace.yaml' }),
  TIDE,
  event({
    operation: 'sign',
    target: 'lib.sea/tide@1.1.0',
    path: 'namespaces/lib/sea/tide/1.1.0.sigstore.json',
  }),
  event({ target: 'org.deep/secret@1.0.0', path: 'namespaces/org/deep/secret/1.0.0.yaml' }),
  event({ operation: 'namespace.create', target: 'org.deep', path: 'namespaces/org/deep/namespace.yaml' }),
  event({
    operation: 'deprecate',
    target: 'lib.sea/tide@1.0.0',
    path: 'namespaces/lib/sea/tide/artifact.yaml',
    details: 'use org.deep/secret in place of it',
  }),
  event({ operation: 'registry.update', target: 'registry.yaml', path: 'registry.yaml', by: ['<b>Kim</b>'] }),
];

function built(history: readonly HistoryEvent[] | undefined, previous?: Site): Promise<Site> {
  return buildSite(FILES, { ...OPTIONS, history }, previous);
}

function targets(site: Site, path: string): string[] {
  return (json(site, path)['events'] as { target: string }[]).map(({ target }) => target);
}

describe('a history on the site', () => {
  it('is told of the registry, of a namespace and of an artifact, and linked from their pages', async () => {
    const site = await built(HISTORY);
    expect(targets(site, 'api/v1/history/index.json')).toEqual([
      'lib.sea',
      'lib.sea/tide@1.1.0',
      'lib.sea/tide@1.1.0',
      'lib.sea/tide@1.0.0',
      'registry.yaml',
    ]);
    expect(targets(site, 'api/v1/artifacts/lib/sea/tide/history.json')).toHaveLength(3);
    expect(targets(site, 'api/v1/namespaces/lib/sea/history.json')).toHaveLength(4);
    for (const page of ['namespaces/lib/sea', 'artifacts/lib/sea/tide', 'artifacts/lib/sea/tide/1.1.0']) {
      const html = site.files.get(`${page}/index.html`) ?? '';
      expect(html).toMatch(/href="(?:\.\.\/)?history\.html"/u);
    }
    const page = site.files.get('artifacts/lib/sea/tide/history.html') ?? '';
    expect(page).toContain(
      '<meta name="description" content="What was done to lib.sea/tide, by whom and when',
    );
    expect(page).toContain('<a href="1.1.0/index.html">lib.sea/tide@1.1.0</a>');
    expect(json(site, 'api/v1/index.json')['links']).toMatchObject({ history: 'history/index.json' });
  });

  it('tells nothing of what is hidden, and no detail that names it', async () => {
    const site = await built(HISTORY);
    for (const [path, text] of site.files) {
      if (/history/u.test(path)) expect(text, path).not.toMatch(/secret|org\.deep/u);
    }
    const everything = await buildSite(FILES, { ...OPTIONS, visibility: 'private', history: HISTORY });
    expect(targets(everything, 'api/v1/history/index.json')).toContain('org.deep/secret@1.0.0');
  });

  it('shows what commits say as text (X01)', async () => {
    const hostile = { ...TIDE, by: ['<script>canary</script>'], details: '"><img src=x onerror=canary>' };
    const page = (await built([hostile])).files.get('history/index.html') ?? '';
    expect(inspectPage(page)).toEqual([]);
    expect(textOf(page)).toContain('<script>canary</script>');
  });

  it('is in pages of which one more act changes the newest alone', async () => {
    const many = Array.from({ length: 3 * EVENTS_A_PAGE + 7 }, (_, at) => ({
      ...TIDE,
      at: new Date(1_700_000_000_000 + at * 1000).toISOString(),
    }));
    const before = await built(many.slice(0, -1));
    const after = await built(many, before);
    expect(after.files).toEqual((await built(many)).files);
    const touched = after.rendered.filter((unit) => unit.startsWith('history:'));
    expect(touched).toEqual(['history:0', 'history:lib.sea', 'history:lib.sea/tide']);
    const seen: unknown[] = [];
    for (let path: unknown = 'history/index.json'; typeof path === 'string';) {
      const page = json(after, `api/v1/${path}`);
      seen.unshift(...(page['events'] as { at: string }[]).map(({ at }) => at));
      path = page['earlier'];
    }
    expect(seen).toEqual(many.map(({ at }) => at));
    const newest = after.files.get('history/index.html') ?? '';
    expect(newest).toContain('href="index-2.html"');
    expect(after.files.get('history/index-2.html')).toContain('href="index.html"');
  });

  it('leaves no trace where none is told', async () => {
    const site = await built(undefined);
    expect([...site.files.keys()].filter((path) => path.includes('history'))).toEqual([]);
    expect(site.files.get('index.html')).not.toContain('history');
  });
});
