/** Gives the time now; the only source of time outside `adapters/system`. */
export type Clock = () => Date;
