export { createDoctorContext } from './create-doctor-context.ts';
export type { DoctorFacts } from './create-doctor-context.ts';
