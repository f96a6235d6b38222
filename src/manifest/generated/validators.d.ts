// Generated from schemas/ by scripts/generate.ts; run npm run generate.

/** One fault that a schema found, as ajv reports it. */
export interface SchemaFault {
  readonly keyword: string;
  /** JSON pointer into the manifest. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
}

export interface ValidateFunction {
  (value: unknown): boolean;
  errors?: readonly SchemaFault[] | null;
}

export declare const validateArtifactState: ValidateFunction;
export declare const validateArtifact: ValidateFunction;
export declare const validateLockfile: ValidateFunction;
export declare const validateNamespace: ValidateFunction;
export declare const validatePolicy: ValidateFunction;
export declare const validateProject: ValidateFunction;
export declare const validateRegistry: ValidateFunction;
export declare const validateTrustRoot: ValidateFunction;
