import type { ServiceFactory } from '../../cloud/service.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import type { AnyOperation } from '../../protocol/operation.ts';
import { restJsonService } from '../../protocol/rest-json.ts';
import type { Route } from '../../protocol/rest-route.ts';
import { restXmlService } from '../../protocol/rest-xml.ts';
import { checkQuantities } from './check-quantities.ts';
import { type CloudFrontState, openCloudFront } from './cloudfront-state.ts';
import { cloudFrontEdge } from './edge/edge.ts';
import { dataRoutes } from './key-value-stores/data/routes.ts';
import { listItems } from './list-items.ts';
import { routes } from './routes.ts';

/**
 * Amazon CloudFront: distributions, functions, policies, invalidations, the pairs of key value stores, and the edge that
 * answers viewers.
 *
 * Start reading at `routes.ts` for the API; at `edge/edge.ts`, then `edge/answer-with.ts`, for the way of a viewer's
 * request; `functions/runtime/` judges and runs a function's code.
 *
 * Gaps: cache settings of the days before cache policies (ForwardedValues, MinTTL, DefaultTTL, MaxTTL), Lambda@Edge,
 * signed URLs and cookies (trusted signers and key groups), origin access identities, WAF, real-time logs, field-level
 * encryption, gRPC, continuous deployment, tenants, VPC origins, mutual TLS, cache tags, the runtime cloudfront-js-1.0,
 * and key value stores that are filled from S3: all answered NotImplemented. Of the module cloudfront there is kvs()
 * alone.
 *
 * Without effect (stored and answered): logging, aliases and certificates, geographic restrictions, price class, HTTP
 * versions, IPv6, Origin Shield, compression at the edge; of the headers CloudFront-* there are the viewer's address,
 * device (always a desktop), protocol and HTTP version.
 *
 * By design:
 * - A distribution is reached at `<id>.cloudfront.localhost`, at its DomainName, which is LocalStack's, and at
 *   `/_aws/cloudfront/<id>/`, where its pages run scripts as nobody. The tag `_custom_id_` chooses the id, as in LocalStack.
 * - Requests count as sent by HTTPS unless X-Forwarded-Proto says http.
 * - A change is at work at once, though the answer to it says InProgress. An invalidation counts as in progress for three
 *   seconds.
 * - Code is refused when it is created or updated if it has syntax that JavaScript runtime 2.0 does not list; of a part
 *   of it AWS tells only when the function runs. More than 1 ms is a warning, and a function ends after 250 ms. What it
 *   changes of built-in objects stays for its next runs, and Buffers have all of Node.js's methods.
 * - Origins are asked for whole objects. They are kept in memory, up to 32 MB each and 256 MB in all; one whose length the
 *   origin does not tell is in memory while it is sent. Answers to HEAD and OPTIONS are not kept.
 * - Whether an access control may read a bucket is checked only where IAM is enforced, for a function URL always.
 * - Clients of the key value store put the account's id before the endpoint's host name: give them
 *   `http://localhost:<port>`, and a look-up that resolves names below localhost.
 */
export const createCloudFront: ServiceFactory = async (cloud) => {
  const state = openCloudFront(cloud);
  const inOrder = oneChangeAtATime<CloudFrontState>();
  const ordered = <R extends Route<CloudFrontState>>(route: R): R => ({
    ...route,
    operation: inOrder(noted(route.operation, state)),
  });
  return {
    services: [
      restXmlService({
        name: 'cloudfront',
        iamPrefix: 'cloudfront',
        namespace: 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
        cloud,
        state,
        routes: routes.map(ordered),
        listItems,
        checkBody: checkQuantities,
      }),
      restJsonService({
        name: 'cloudfront-keyvaluestore',
        iamPrefix: 'cloudfront-keyvaluestore',
        cloud,
        state,
        routes: dataRoutes.map(ordered),
      }),
      cloudFrontEdge(cloud, state),
    ],
  };
};

/** Lets the edge know of every change. */
function noted(
  operation: AnyOperation<CloudFrontState>,
  state: CloudFrontState,
): AnyOperation<CloudFrontState> {
  if (/^(Get|List|Describe)/.test(operation.name)) return operation;
  return {
    ...operation,
    async invoke(...call) {
      try {
        return await operation.invoke(...call);
      } finally {
        state.revision += 1;
      }
    },
  };
}
