import type { Clock } from '../../core/index.ts';

/** The machine's clock: the only place where the time of day enters. */
export const systemClock: Clock = () => new Date();
