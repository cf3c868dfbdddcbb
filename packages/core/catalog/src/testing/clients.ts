import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Send = DynamoDBDocumentClient['send'];

/** A client that sends with `send`. */
export function withSend(
  client: DynamoDBDocumentClient,
  send: (command: Parameters<Send>[0]) => Promise<unknown>,
): DynamoDBDocumentClient {
  return Object.assign(Object.create(client), { send });
}

/** A client that runs `meanwhile` before its request of that number, counted from 1. */
export function overtaken(
  client: DynamoDBDocumentClient,
  at: number,
  meanwhile: () => Promise<void>,
): DynamoDBDocumentClient {
  let requests = 0;
  return withSend(client, async (command) => {
    requests += 1;
    if (requests === at) await meanwhile();
    return client.send(command);
  });
}

/** A client that waits before its request of that number until `open` is called. */
export function heldBefore(client: DynamoDBDocumentClient, at: number) {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let held: DynamoDBDocumentClient = client;
  const reached = new Promise<void>((resolve) => {
    held = overtaken(client, at, () => {
      resolve();
      return opened;
    });
  });
  return { client: held, reached, open: () => open() };
}

export class Death extends Error {}

/** A client whose process dies after so many requests: the next one throws `Death`. */
export function dyingAfter(client: DynamoDBDocumentClient, requests: number): DynamoDBDocumentClient {
  let left = requests;
  return withSend(client, async (command) => {
    if (left-- <= 0) throw new Death();
    return client.send(command);
  });
}
