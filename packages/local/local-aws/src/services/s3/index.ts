/**
 * Amazon S3: buckets, objects and their versions, multipart uploads, presigned URLs and forms, notifications.
 *
 * Start reading at `routes.ts` (which request is which operation), then `dispatch.ts`. `object/put-object.ts` and
 * `object/store-object.ts` show how an object is stored, `notification/announce.ts` how its event is recorded with it.
 *
 * Gaps: SSE-C, object retention, legal and event holds, annotations, MFA delete, appending to objects, restore, select,
 * torrent, analytics, inventory, metrics, intelligent tiering, EventBridge notifications, events other than
 * ObjectCreated and ObjectRemoved, access points, directory buckets, and every header `x-amz-*` that is not known here.
 * All of these are answered with NotImplemented.
 *
 * Without effect (stored and returned): lifecycle rules other than AbortIncompleteMultipartUpload, replication, logging,
 * acceleration, website, requester pays, object lock, storage classes, and encryption (nothing is encrypted; the headers
 * say what AWS would do).
 *
 * By design:
 * - Access control lists are disabled, as on new AWS buckets: only the owner's grant can be set. A policy is public if it
 *   allows everybody without a condition.
 * - All buckets belong to one account. A bucket's region is the one in its CreateBucket request.
 * - No checksum is computed unless the client asks for one (AWS computes CRC64NVME). The chunk signatures of aws-chunked
 *   bodies are not verified.
 * - If IAM is enforced, the policy of a queue or topic decides whether S3 may send to it. Of the condition keys s3:*, those
 *   of request headers, of tags, of a version's id and of listings are known.
 * - An event that was not delivered before a crash is dropped if a later write has deleted its object.
 * - A request from a web page of another origin is refused unless a CORS rule of the bucket allows it; AWS would only keep
 *   the page from reading the response. Such a page never changes a bucket's settings, copies only from buckets whose rules
 *   allow GET, and deletes many objects at once only if DELETE is allowed. Pages stored in a bucket cannot run scripts.
 */
import type { ServiceFactory } from '../../cloud/service.ts';
import { anonymous, serviceCaller } from '../../protocol/message.ts';
import { s3Service } from './dispatch.ts';
import { abortUnfinishedUploads } from './lifecycle/abort-unfinished-uploads.ts';
import { deliverNotifications, redeliverNotifications } from './notification/deliver-notifications.ts';
import { openStore } from './storage/store.ts';

const lifecycleIntervalMs = 3_600_000;
const redeliveryIntervalMs = 1000;

export const createS3: ServiceFactory = async (cloud) => {
  const store = await openStore(cloud);
  const s3 = s3Service(cloud, store);
  const lifecycle = setInterval(
    () =>
      abortUnfinishedUploads(store, cloud.now()).catch((error) =>
        cloud.logFault('S3 could not apply lifecycle rules', error),
      ),
    lifecycleIntervalMs,
  );
  const redelivery = setInterval(() => redeliverNotifications({ cloud, store }), redeliveryIntervalMs);
  return {
    services: [s3],
    ports: {
      buckets: {
        send(request, signer) {
          const caller = signer ? serviceCaller(cloud.accountId, signer.service) : anonymous;
          return s3.answer({ ...request, caller }, signer);
        },
        sendFor: (caller, request) => s3.answer({ ...request, caller }),
      },
    },
    async start() {
      await abortUnfinishedUploads(store, cloud.now());
      await deliverNotifications({ cloud, store }, await store.outbox.leftovers(store.versions));
    },
    async close() {
      clearInterval(lifecycle);
      clearInterval(redelivery);
    },
  };
};
