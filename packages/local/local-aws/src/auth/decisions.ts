import type { Decision, Decisions } from '../cloud/decisions.ts';

const most = 2000;

/** Remembers what policies said last about each question: who, which action, on what. */
export function createDecisions(): Decisions {
  const decisions = new Map<string, Decision>();
  return {
    record(decision) {
      const key = `${decision.principalArn} ${decision.action} ${decision.resource}`;
      decisions.delete(key); // the newest stand last
      decisions.set(key, decision);
      const [oldest] = decisions.size > most ? decisions.keys() : [];
      if (oldest !== undefined) decisions.delete(oldest);
    },
    of: (principalArn) =>
      [...decisions.values()].filter((decision) => decision.principalArn === principalArn),
  };
}
