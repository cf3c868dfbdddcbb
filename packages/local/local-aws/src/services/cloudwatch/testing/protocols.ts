import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';

const defaultNamespace = 'com.amazonaws.cloudwatch';

/** A client's configuration for each protocol of CloudWatch. */
export const protocols = {
  'AWS JSON': {},
  'the query protocol': {
    protocol: new AwsQueryProtocol({
      defaultNamespace,
      xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
      version: '2010-08-01',
    }),
  },
  'RPC v2 CBOR': { protocol: new SmithyRpcV2CborProtocol({ defaultNamespace }) },
};
