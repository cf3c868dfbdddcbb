import { z } from 'zod';
import { allPages } from '../all-pages.ts';
import type { Aws } from '../aws.ts';
import { route } from '../route.ts';

const NextToken = z.string().optional();
const text = z.string().nullish();
const busPage = z.object({ EventBuses: z.array(z.object({ Name: z.string() })), NextToken });
const rule = z.object({
  Name: z.string(),
  State: z.string(),
  EventPattern: text,
  ScheduleExpression: text,
});
const rulePage = z.object({ Rules: z.array(rule), NextToken });
const targetPage = z.object({ Targets: z.array(z.object({ Arn: z.string() })), NextToken });

/** All event buses of EventBridge, with their rules and where those send what they match. */
export const listBuses = route({
  method: 'GET',
  path: '/buses',
  input: z.strictObject({}),
  async run(_, { aws }) {
    const pages = await allPages(async (next) =>
      busPage.parse(await aws.json('events', 'ListEventBuses', next)),
    );
    const buses = pages.flatMap(({ EventBuses }) => EventBuses);
    return { buses: await Promise.all(buses.map(({ Name }) => busOf(aws, Name))) };
  },
});

async function busOf(aws: Aws, name: string) {
  const EventBusName = name;
  const pages = await allPages(async (next) =>
    rulePage.parse(await aws.json('events', 'ListRules', { EventBusName, ...next })),
  );
  const rules = pages
    .flatMap(({ Rules }) => Rules)
    .map(async ({ Name, State, EventPattern, ScheduleExpression }) => {
      const targets = await allPages(async (next) =>
        targetPage.parse(
          await aws.json('events', 'ListTargetsByRule', { EventBusName, Rule: Name, ...next }),
        ),
      );
      return {
        name: Name,
        isEnabled: State !== 'DISABLED',
        pattern: EventPattern ?? undefined,
        schedule: ScheduleExpression ?? undefined,
        targets: targets.flatMap(({ Targets }) => Targets.map(({ Arn }) => Arn)),
      };
    });
  return { name, rules: await Promise.all(rules) };
}
