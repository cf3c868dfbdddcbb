import { z } from 'zod';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import { listOf } from '../../../protocol/query-input.ts';

const value = z.strictObject({
  DataType: z.string().optional(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

/** Members that Publish and an entry of PublishBatch share. `checkMessage` checks their values. */
export const messageSchema = z.strictObject({
  Message: z.string().default(''),
  Subject: z.string().optional(),
  MessageStructure: z.string().optional(),
  MessageAttributes: listOf(
    z.strictObject({ Name: z.string().default(''), Value: value.default({}) }),
  ).default([]),
  MessageDeduplicationId: z.string().optional(),
  MessageGroupId: z.string().optional(),
});

export type MessageInput = z.output<typeof messageSchema>;

/** The attributes of a message that `checkMessage` has accepted. */
export function attributesOf({ MessageAttributes }: MessageInput): MessageAttributes {
  return Object.fromEntries(
    MessageAttributes.map(({ Name, Value: { DataType = '', StringValue, BinaryValue } }) => [
      Name,
      {
        DataType,
        ...(StringValue === undefined ? {} : { StringValue }),
        ...(BinaryValue === undefined ? {} : { BinaryValue }),
      },
    ]),
  );
}
