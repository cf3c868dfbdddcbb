import {
  CreateOriginRequestPolicyCommand,
  GetOriginRequestPolicyCommand,
  ListOriginRequestPoliciesCommand,
  type OriginRequestPolicyConfig,
  UpdateOriginRequestPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { createOrUpdate, selectionBlocks, selectionOf } from './cloudfront-policies.ts';

const schema = z.strictObject({ name: z.string(), comment: z.string().optional(), ...selectionBlocks });

export const awsCloudfrontOriginRequestPolicy = defineResource(
  schema,
  async ({ name: Name, comment: Comment, ...selection }, { clients: { cloudfront } }) => {
    const config = {
      // Its enumerations are the service's to check.
      OriginRequestPolicyConfig: { Name, Comment, ...selectionOf(selection) } as OriginRequestPolicyConfig,
    };
    return createOrUpdate({
      async find() {
        const { OriginRequestPolicyList } = await cloudfront.send(
          new ListOriginRequestPoliciesCommand({ Type: 'custom' }),
        );
        const found = OriginRequestPolicyList?.Items?.find(
          (item) => item.OriginRequestPolicy?.OriginRequestPolicyConfig?.Name === Name,
        );
        return found?.OriginRequestPolicy?.Id;
      },
      async create() {
        const created = await cloudfront.send(new CreateOriginRequestPolicyCommand(config));
        return { id: created.OriginRequestPolicy?.Id, etag: created.ETag };
      },
      etagOf: async (Id) => (await cloudfront.send(new GetOriginRequestPolicyCommand({ Id }))).ETag,
      async update(Id, IfMatch) {
        const updated = await cloudfront.send(
          new UpdateOriginRequestPolicyCommand({ Id, IfMatch, ...config }),
        );
        return { etag: updated.ETag };
      },
    });
  },
);
