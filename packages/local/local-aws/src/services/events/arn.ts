import type { Cloud } from '../../cloud/cloud.ts';
import { defaultBus } from './bus.ts';

type Place = Pick<Cloud, 'region' | 'accountId'>;

export function busArn({ region, accountId }: Place, name: string): string {
  return `arn:aws:events:${region}:${accountId}:event-bus/${name}`;
}

/** The name of a rule's own bus is part of its ARN, `default` is not. */
export function ruleArn({ region, accountId }: Place, busName: string, name: string): string {
  const path = busName === defaultBus ? name : `${busName}/${name}`;
  return `arn:aws:events:${region}:${accountId}:rule/${path}`;
}

/** A bus can be given by its name or its ARN. */
export function busNameOf(place: Place, nameOrArn: string = defaultBus): string {
  const prefix = busArn(place, '');
  return nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn;
}
