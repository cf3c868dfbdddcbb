import type { BehaviorConfig } from './behavior-config.ts';
import type { DistributionConfig } from './distribution-config.ts';

/** A configuration as answers have it: with what is switched off, which AWS names whether or not it was asked for. */
export function answeredConfig(config: DistributionConfig): object {
  const { DefaultCacheBehavior, CacheBehaviors } = config;
  return {
    ...config,
    DefaultCacheBehavior: answeredBehavior(DefaultCacheBehavior),
    CacheBehaviors: { ...CacheBehaviors, Items: CacheBehaviors.Items.map(answeredBehavior) },
    ContinuousDeploymentPolicyId: '',
    Staging: false,
    WebACLId: '',
  };
}

function answeredBehavior(behavior: BehaviorConfig): object {
  return {
    ...behavior,
    FieldLevelEncryptionId: '',
    GrpcConfig: { Enabled: false },
    LambdaFunctionAssociations: { Quantity: 0 },
    SmoothStreaming: false,
    TrustedKeyGroups: { Enabled: false, Quantity: 0 },
    TrustedSigners: { Enabled: false, Quantity: 0 },
  };
}
