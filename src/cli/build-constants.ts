declare const HYPER_VERSION: string | undefined;
declare const HYPER_BUILD_ID: string | undefined;
declare const HYPER_ROOT_HELP: string | undefined;
declare const HYPER_ROUTES: Readonly<Record<string, string | null>> | undefined;

/** The version of the package; `0.0.0-source` where the sources run without a build. */
export const VERSION = typeof HYPER_VERSION === 'string' ? HYPER_VERSION : '0.0.0-source';

/** `hyper --help` at 80 columns, rendered by the build; undefined without one. */
export const ROOT_HELP = typeof HYPER_ROOT_HELP === 'string' ? HYPER_ROOT_HELP : undefined;

/** A digest of everything that was bundled; undefined without a build. */
export const BUILD_ID = typeof HYPER_BUILD_ID === 'string' ? HYPER_BUILD_ID : undefined;

/** Every command with the one file of the bundle that it runs from, null where it needs several; undefined without a build. */
export const ROUTES = typeof HYPER_ROUTES === 'object' ? HYPER_ROUTES : undefined;
