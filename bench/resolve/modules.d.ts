declare module 'logic-solver' {
  /** A formula or the name of a variable. */
  type Term = string | object;
  interface Solver {
    require(...terms: readonly Term[]): void;
    solve(): { getTrueVars(): string[] } | null;
  }
  const Logic: {
    readonly Solver: new () => Solver;
    readonly or: (...terms: readonly Term[]) => Term;
    readonly not: (term: Term) => Term;
    readonly atMostOne: (...terms: readonly Term[]) => Term;
    readonly disablingAssertions: <T>(action: () => T) => T;
  };
  export default Logic;
}

declare module 'elm-solve-deps-wasm' {
  const elm: {
    init(): void;
    solve_deps(
      project: string,
      useTest: boolean,
      extra: Readonly<Record<string, string>>,
      fetchElmJson: (name: string, version: string) => string,
      listVersions: (name: string) => string[],
    ): string;
  };
  export default elm;
}

declare module '@npmcli/arborist' {
  export class Arborist {
    constructor(options: {
      readonly path: string;
      readonly cache: string;
      readonly registry: string;
      readonly audit: boolean;
    });
    buildIdealTree(options: { readonly add: readonly string[] }): Promise<unknown>;
  }
}
