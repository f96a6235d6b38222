import type { PressedKey } from '../../../../src/cli/dashboard/dashboard-keys.ts';

/** No key of those that have no character. */
export const NO_KEY: PressedKey = {
  ...{
    upArrow: false,
    downArrow: false,
    leftArrow: false,
    rightArrow: false,
    pageUp: false,
    pageDown: false,
  },
  ...{ home: false, end: false, return: false, escape: false, ctrl: false, shift: false, tab: false },
  ...{ backspace: false, delete: false, meta: false },
};
