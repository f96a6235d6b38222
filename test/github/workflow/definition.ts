import { parse } from 'yaml';
import type { TokenPermissions } from '../state.ts';

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly 'working-directory'?: string;
  readonly 'continue-on-error'?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: TokenPermissions;
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly environment?: unknown;
  readonly steps: readonly Step[];
}

export interface Workflow {
  /** `.github/workflows/check.yml` */
  readonly path: string;
  readonly name: string;
  readonly on: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly permissions: TokenPermissions;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: ReadonlyMap<string, Job>;
}

export interface CompositeAction {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly steps: readonly Step[];
}

export function parseWorkflow(path: string, text: string): Workflow {
  const raw = parse(text) as {
    name?: string;
    on: string | string[] | Record<string, Record<string, unknown> | null>;
    permissions?: TokenPermissions;
    env?: Record<string, string>;
    jobs: Record<string, Job>;
  };
  const events = typeof raw.on === 'string' ? [raw.on] : Array.isArray(raw.on) ? raw.on : undefined;
  const on = new Map(
    events === undefined
      ? Object.entries(raw.on as Record<string, Record<string, unknown> | null>).map(
          ([name, filter]) => [name, filter ?? {}] as const,
        )
      : events.map((name) => [name, {}] as const),
  );
  return {
    path,
    name: raw.name ?? path,
    on,
    permissions: raw.permissions ?? { contents: 'read' },
    env: raw.env ?? {},
    jobs: new Map(Object.entries(raw.jobs)),
  };
}

export function parseAction(text: string): CompositeAction {
  const raw = parse(text) as {
    inputs?: CompositeAction['inputs'];
    outputs?: CompositeAction['outputs'];
    runs: { using: string; steps: Step[] };
  };
  if (raw.runs.using !== 'composite') throw new Error(`cannot run an action with ${raw.runs.using}`);
  return { inputs: raw.inputs ?? {}, outputs: raw.outputs ?? {}, steps: raw.runs.steps };
}
