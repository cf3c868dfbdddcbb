import type { DistributionConfig } from '../../distributions/distribution-config.ts';
import type { OriginConfig } from '../../distributions/origin-config.ts';
import type { OriginAccessControlConfig } from '../../policies/origin-access-control-config.ts';
import type { Versioned } from '../../versioned.ts';

/** One origin, with how requests to it are signed. */
export interface Origin {
  readonly config: OriginConfig;
  readonly accessControl?: OriginAccessControlConfig;
  /** ARN of the distribution that signs. */
  readonly sourceArn: string;
}

/** What a behavior sends its requests to: one origin, or two of which the second is for the failures of the first. */
export interface OriginTarget {
  readonly primary: Origin;
  readonly failover?: { readonly secondary: Origin; readonly statuses: ReadonlySet<number> };
}

/** The targets by their ids. */
export function originTargets(
  { Origins, OriginGroups }: DistributionConfig,
  sourceArn: string,
  accessControls: readonly Versioned<OriginAccessControlConfig>[],
): ReadonlyMap<string, OriginTarget> {
  const origins = new Map(
    Origins.Items.map((config) => {
      const accessControl = accessControls.find(({ id }) => id === config.OriginAccessControlId)?.config;
      return [config.Id, { config, sourceArn, ...(accessControl ? { accessControl } : {}) }] as const;
    }),
  );
  const targets = new Map<string, OriginTarget>([...origins].map(([id, primary]) => [id, { primary }]));
  for (const { Id, Members, FailoverCriteria } of OriginGroups.Items) {
    const [primary, secondary] = Members.Items.map(({ OriginId }) => origins.get(OriginId));
    const statuses = new Set(FailoverCriteria.StatusCodes.Items);
    if (primary && secondary) targets.set(Id, { primary, failover: { secondary, statuses } });
  }
  return targets;
}
