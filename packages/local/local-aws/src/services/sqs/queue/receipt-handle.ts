import { SqsError } from '../sqs-error.ts';

/** The handle that a receive issues: it names the message and the receive itself. */
export interface Receipt {
  readonly id: string;
  readonly receipt: string;
}

export function writeReceiptHandle({ id, receipt }: Receipt): string {
  return `${id}.${receipt}`;
}

/** Throws ReceiptHandleIsInvalid if no queue issued it. */
export function parseReceiptHandle(handle: string): Receipt {
  const { id = '', receipt = '' } =
    /^(?<id>[0-9a-f-]{36})\.(?<receipt>[0-9a-f-]{36})$/.exec(handle)?.groups ?? {};
  if (id !== '') return { id, receipt };
  throw new SqsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
}
