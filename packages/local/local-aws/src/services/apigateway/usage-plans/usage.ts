import type { ApiGatewayState } from '../api-gateway-state.ts';
import type { UsagePlan } from '../documents.ts';
import { quotaExceeded } from '../execute-api/refusal.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Counts a key's request against its plan's quota. Throws a `Refusal` if the quota is used up. */
export async function countUsage(
  { usage }: ApiGatewayState,
  plan: UsagePlan,
  keyId: string,
  now: Date,
): Promise<void> {
  const today = isoDate(now);
  if (plan.quota && (await usedInPeriod(usage, plan, keyId, today)) >= plan.quota.limit)
    throw quotaExceeded();
  const entry = entryOf(plan, keyId, today);
  await usage.put(entry, ((await usage.get(entry)) ?? 0) + 1);
}

/** `[used on that day, left in the period at its end]`; without a quota nothing is ever left or lacking. */
export async function usedOn(
  { usage }: ApiGatewayState,
  plan: UsagePlan,
  keyId: string,
  day: string,
): Promise<[number, number]> {
  const used = (await usage.get(entryOf(plan, keyId, day))) ?? 0;
  const left = plan.quota ? plan.quota.limit - (await usedInPeriod(usage, plan, keyId, day)) : 0;
  return [used, Math.max(0, left)];
}

/** `offset` counts as already used: on AWS in the first period, here in every period. */
async function usedInPeriod(
  usage: ApiGatewayState['usage'],
  plan: UsagePlan,
  keyId: string,
  day: string,
): Promise<number> {
  if (!plan.quota) return 0;
  const days = daysBetween(startOfPeriod(plan.quota.period, day), day);
  const counts = await Promise.all(days.map((date) => usage.get(entryOf(plan, keyId, date))));
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), plan.quota.offset);
}

/** Periods begin at midnight UTC: each day, on Mondays, on the first of the month. */
function startOfPeriod(period: 'DAY' | 'WEEK' | 'MONTH', day: string): string {
  if (period === 'DAY') return day;
  if (period === 'MONTH') return `${day.slice(0, 7)}-01`;
  const date = new Date(day);
  return isoDate(new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * dayMs));
}

/** Both ends are included; at most a year. */
export function daysBetween(first: string, last: string): string[] {
  const count = Math.min(366, (Date.parse(last) - Date.parse(first)) / dayMs + 1);
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    isoDate(new Date(Date.parse(first) + index * dayMs)),
  );
}

const isoDate = (date: Date) => date.toISOString().slice(0, 10);

const entryOf = (plan: UsagePlan, keyId: string, day: string) => `${plan.id}/${keyId}/${day}`;
