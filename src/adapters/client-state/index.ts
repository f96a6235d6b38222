export { openClientStates, parseClientState, renderClientState } from './client-states.ts';
