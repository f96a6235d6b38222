import type { JsonObject } from '../../core/index.ts';
import type { AddFinding } from '../finding.ts';

/**
 * A law about one manifest that its schema cannot say. The manifest may have any other faults: a check looks only at
 * what has the right type, and never throws. Pure.
 */
export type Check = (manifest: JsonObject, add: AddFinding) => void;
