import type { z } from 'zod';
import type { Collection } from '../../../storage/collection.ts';
import type { CloudFrontState } from '../cloudfront-state.ts';
import type { DistributionConfig } from '../distributions/distribution-config.ts';
import type { Versioned } from '../versioned.ts';

/** What documents of one kind have in common with those of another: they are named, versioned, and used by distributions. */
export interface PolicyKind<Config extends { readonly Name: string }> {
  /** As operations and documents are named: `CachePolicy`. */
  readonly noun: string;
  /** As AWS's texts name it: `cache policy`. */
  readonly phrase: string;
  /** In addresses and ARNs: `cache-policy`. */
  readonly path: string;
  readonly config: z.ZodType<Config>;
  /** Whether the document tells when it was modified; those of origin access controls do not. */
  readonly isDated: boolean;
  /** Of AWS itself, which nobody can change. */
  readonly managed: readonly Versioned<Config>[];
  collectionOf(state: CloudFrontState): Collection<Versioned<Config>>;
  /** The configuration with what it leaves to AWS. Throws what is wrong with it. */
  complete(config: Config): Config;
  isUsedBy(distribution: DistributionConfig, id: string): boolean;
}

/** Everything that cache behaviors say, the default one's first. */
export function behaviorsOf({ DefaultCacheBehavior, CacheBehaviors }: DistributionConfig) {
  return [DefaultCacheBehavior, ...CacheBehaviors.Items];
}
