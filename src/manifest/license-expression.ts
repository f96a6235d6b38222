import parseExpression from 'spdx-expression-parse';
import { MAX_LICENSE_UNITS } from './checks/license.ts';

/** Whether a text may stand in `metadata.license`: an SPDX expression that is not too long. Pure. */
export function isLicenseExpression(text: string): boolean {
  if (text.length > MAX_LICENSE_UNITS) return false;
  try {
    parseExpression(text);
    return true;
  } catch {
    return false;
  }
}
