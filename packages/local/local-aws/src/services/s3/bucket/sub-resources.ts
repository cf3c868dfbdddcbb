import { accelerate } from './documents/accelerate.ts';
import { cors } from './documents/cors.ts';
import { encryption } from './documents/encryption.ts';
import { lifecycle } from './documents/lifecycle.ts';
import { logging } from './documents/logging.ts';
import { objectLock } from './documents/object-lock.ts';
import { ownershipControls } from './documents/ownership-controls.ts';
import { publicAccessBlock } from './documents/public-access-block.ts';
import { replication } from './documents/replication.ts';
import { requestPayment } from './documents/request-payment.ts';
import { tagging } from './documents/tagging.ts';
import { website } from './documents/website.ts';
import type { SubResource } from './sub-resource.ts';

/** Every sub-resource of a bucket that is a single document. */
export const subResources: readonly SubResource[] = [
  accelerate,
  cors,
  encryption,
  lifecycle,
  logging,
  objectLock,
  ownershipControls,
  publicAccessBlock,
  replication,
  requestPayment,
  tagging,
  website,
];
