import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** What stands in for a module of oclif's that the bundle never uses; `from` narrows it to the modules that ask. */
interface StandIn {
  readonly from: RegExp;
  readonly module: string | RegExp;
  readonly source: string;
}

function unused(name: string, what: string): string {
  return `exports.${name} = () => { throw new Error(${JSON.stringify(`${what} is not part of the bundled oclif`)}); };`;
}

/**
 * `hyper` takes oclif's command class, parser and help, and drops its plugin loader, its reading of package files, its
 * spinners and its debug log: they are two thirds of what importing it costs. A stand-in that is reached by mistake throws.
 */
const STAND_INS: readonly StandIn[] = [
  { from: /\/lib\/command\.js$/, module: './config', source: 'exports.Config = class Config {};' },
  { from: /\/lib\/command\.js$/, module: './ux', source: unused('ux', 'ux') },
  { from: /\/lib\/flags\.js$/, module: './help', source: unused('loadHelpClass', 'flags.help') },
  { from: /\/lib\/(flags|args)\.js$/, module: './util/fs', source: unused('fileExists', 'flags.file') },
  { from: /\/parser\/index\.js$/, module: './help', source: unused('flagUsages', 'parser help') },
  {
    from: /\/parser\/parse\.js$/,
    module: 'node:readline',
    source: unused('createInterface', 'input from stdin'),
  },
  { from: /\/errors\/index\.js$/, module: './handle', source: unused('handle', 'errors.handle') },
  { from: /\/ux\/list\.js$/, module: '../screen', source: 'exports.stdtermwidth = 80;' },
  {
    from: /\/errors\/errors\/[a-z-]+\.js$/,
    module: '../../screen',
    source: 'exports.errtermwidth = 80;',
  },
  { from: /\/errors\/errors\/[a-z-]+\.js$/, module: 'wrap-ansi', source: 'module.exports = (text) => text;' },
  {
    from: /\/errors\/errors\/[a-z-]+\.js$/,
    module: 'clean-stack',
    source: 'module.exports = (text) => text;',
  },
  { from: /\/help\/index\.js$/, module: '../config/ts-path', source: unused('tsPath', 'tsPath') },
  { from: /\/help\/index\.js$/, module: '../module-loader', source: unused('load', 'the module loader') },
  {
    from: /\/ux\/index\.js$/,
    module: './action/spinner',
    source: 'exports.__esModule = true; exports.default = class Spinner {};',
  },
  { from: /\/lib\/logger\.js$/, module: 'debug', source: 'module.exports = () => () => {};' },
  {
    from: /./,
    module: /(^|\/)ux\/theme$|^\.\/theme$/,
    source: 'exports.colorize = (color, text) => text; exports.parseTheme = () => ({});',
  },
  {
    from: /\/help\/util\.js$/,
    module: 'ejs',
    source:
      'exports.render = (text, context) => text.replace(/<%= ([a-z]+)[.]([a-z]+) %>/gu, (_, from, name) => context[from][name]);',
  },
];

/** What oclif does to the stream of results as it loads, which opens the stream; `hyper` answers its errors itself. */
const COMMAND = /@oclif[\\/]core[\\/]lib[\\/]command\.js$/;
const LISTENS = /^process\.stdout\.on\('error', \(err\) => \{[^]*?^\}\);$/mu;

function deaf(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (!LISTENS.test(text)) throw new Error('oclif no longer listens to the stream of results where it did');
  return text.replace(LISTENS, '');
}

/**
 * The esbuild plugin that puts the stand-ins in; the build fails when one of them no longer finds its place, unless what is
 * bundled is a part of oclif alone.
 */
export function leanOclif({ isPart = false } = {}): Plugin {
  return {
    name: 'lean-oclif',
    setup(build) {
      const used = new Set<StandIn>();
      build.onResolve({ filter: /.*/ }, (request) => {
        if (!/@oclif[\\/]core[\\/]lib[\\/]/u.test(request.importer)) return undefined;
        const importer = request.importer.replaceAll('\\', '/');
        const standIn = STAND_INS.find(
          (entry) => entry.from.test(importer) && isNamed(entry.module, request.path),
        );
        if (standIn === undefined) return undefined;
        used.add(standIn);
        return { path: `${request.path}?${String(STAND_INS.indexOf(standIn))}`, namespace: 'lean-oclif' };
      });
      build.onLoad({ filter: /.*/, namespace: 'lean-oclif' }, (request) => {
        const standIn = STAND_INS[Number(request.path.split('?')[1])];
        return { contents: standIn?.source ?? '', loader: 'js' };
      });
      build.onLoad({ filter: COMMAND }, ({ path }) => ({ contents: deaf(path), loader: 'js' }));
      build.onEnd(() => {
        const idle = isPart ? [] : STAND_INS.filter((entry) => !used.has(entry));
        return {
          errors: idle.map((entry) => ({
            text: `oclif no longer imports ${String(entry.module)} where it did (${String(entry.from)})`,
          })),
        };
      });
    },
  };
}

function isNamed(module: string | RegExp, path: string): boolean {
  return typeof module === 'string' ? module === path : module.test(path);
}
