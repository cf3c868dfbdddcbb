import type { IncomingHttpHeaders } from 'node:http';
import { deliverNotifications } from '../notification/deliver-notifications.ts';
import type { EventName } from '../notification/event.ts';
import type { S3Call } from '../operation.ts';
import type { ObjectDescription, StoredObject } from '../storage/versions.ts';
import type { VerifiedBody } from '../wire/verified-body.ts';
import { commitObject } from './commit-object.ts';

interface WholeUpload {
  readonly body: VerifiedBody;
  readonly description: ObjectDescription;
  readonly conditions: IncomingHttpHeaders;
  readonly event: EventName;
}

/**
 * Stores an object that arrives whole (PUT, browser upload, copy): writes the bytes to disk, verifies them, makes the object
 * visible and delivers its notifications. Resolves when the notifications are durable at their destinations.
 */
export async function storeObject(call: S3Call, upload: WholeUpload): Promise<StoredObject> {
  const { object, notifications } = await receive(call, upload);
  await deliverNotifications(call, notifications);
  return object;
}

async function receive(call: S3Call, { body, description, conditions, event }: WholeUpload) {
  const { bodies } = call.store;
  const segment = await bodies.write(body.stream);
  try {
    const { bytes, md5, checksum } = body.digests();
    const draft = {
      ...description,
      key: call.key,
      bytes,
      etag: md5,
      segments: [segment],
      ...(checksum ? { checksum: { ...checksum, type: 'FULL_OBJECT' as const } } : {}),
    };
    return await commitObject(call, draft, event, conditions);
  } catch (error) {
    await bodies.remove([segment]);
    throw error;
  }
}
