/**
 * Amazon S3: buckets, objects and their versions, multipart uploads, presigned URLs and forms, notifications.
 *
 * Start reading at `routes.ts` (which request is which operation), then `dispatch.ts`;
 * `object/put-object.ts` and `object/store-object.ts` show how an object comes to be,
 * `notification/announce.ts` how its event is written down before it happens.
 *
 * Gaps: SSE-C, object retention, legal and event holds, annotations, MFA delete, appending to objects, restore, select,
 * torrent, analytics, inventory, metrics, intelligent tiering, EventBridge notifications, events other than
 * ObjectCreated and ObjectRemoved, access points, directory buckets, and every header `x-amz-*` that is not known here:
 * all answered NotImplemented.
 *
 * Without effect (stored and answered): lifecycle rules but AbortIncompleteMultipartUpload, replication, logging,
 * acceleration, website, requester pays, object lock, encryption (nothing is encrypted; the headers say what AWS
 * would do), storage classes.
 *
 * By design: access control lists are switched off as on new AWS buckets (only the owner's grant can be set);
 * a public policy is one that allows everybody without a condition; all buckets belong to one account;
 * no checksum is computed where the client asks for none (AWS computes CRC64NVME); aws-chunked chunk signatures are
 * not verified; a bucket's region is what CreateBucket says; the policy of a queue or a topic is asked whether S3 may
 * send to it where IAM is enforced; of the condition keys s3:* there are those of request headers and of listings; an
 * event that could not be delivered before a crash is dropped when a later write has deleted its object since; web pages
 * of other origins are refused where no CORS rule of the bucket allows their request, instead of only kept from reading
 * the answer, and pages in a bucket run no scripts.
 */
import type { ServiceFactory } from '../../cloud/service.ts';
import { s3Service } from './dispatch.ts';
import { abortUnfinishedUploads } from './lifecycle/abort-unfinished-uploads.ts';
import { deliverNotifications } from './notification/deliver-notifications.ts';
import { openStore } from './storage/store.ts';

const lifecycleIntervalMs = 3_600_000;

export const createS3: ServiceFactory = async (cloud) => {
  const store = await openStore(cloud);
  const lifecycle = setInterval(
    () =>
      abortUnfinishedUploads(store, cloud.now()).catch((error) =>
        cloud.log.error('S3 could not apply lifecycle rules', { error: String(error) }),
      ),
    lifecycleIntervalMs,
  );
  return {
    services: [s3Service(cloud, store)],
    async start() {
      await abortUnfinishedUploads(store, cloud.now());
      await deliverNotifications({ cloud, store }, await store.outbox.leftovers(store.versions));
    },
    async close() {
      clearInterval(lifecycle);
    },
  };
};
