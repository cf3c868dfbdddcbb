export { NotReadyError } from './errors.ts';
export { type Credentials, type Session, type SessionOptions, session } from './session.ts';
export type { Health } from './wait-until-ready.ts';
