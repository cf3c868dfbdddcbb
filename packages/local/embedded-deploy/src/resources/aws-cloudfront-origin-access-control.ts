import {
  CreateOriginAccessControlCommand,
  GetOriginAccessControlCommand,
  ListOriginAccessControlsCommand,
  type OriginAccessControlConfig,
  UpdateOriginAccessControlCommand,
} from '@aws-sdk/client-cloudfront';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { createOrUpdate } from './cloudfront-policies.ts';

const schema = z.strictObject({
  name: z.string(),
  description: z.string().default('Managed by Terraform'), // the provider's default
  origin_access_control_origin_type: z.string(),
  signing_behavior: z.string(),
  signing_protocol: z.string(),
});

export const awsCloudfrontOriginAccessControl = defineResource(
  schema,
  async (block, { clients: { cloudfront } }) => {
    const config = {
      OriginAccessControlConfig: {
        Name: block.name,
        Description: block.description,
        OriginAccessControlOriginType: block.origin_access_control_origin_type,
        SigningBehavior: block.signing_behavior,
        SigningProtocol: block.signing_protocol,
      } as OriginAccessControlConfig, // its enumerations are the service's to check
    };
    return createOrUpdate({
      async find() {
        const { OriginAccessControlList } = await cloudfront.send(new ListOriginAccessControlsCommand({}));
        return OriginAccessControlList?.Items?.find(({ Name }) => Name === block.name)?.Id;
      },
      async create() {
        const created = await cloudfront.send(new CreateOriginAccessControlCommand(config));
        return { id: created.OriginAccessControl?.Id, etag: created.ETag };
      },
      etagOf: async (Id) => (await cloudfront.send(new GetOriginAccessControlCommand({ Id }))).ETag,
      async update(Id, IfMatch) {
        const updated = await cloudfront.send(
          new UpdateOriginAccessControlCommand({ Id, IfMatch, ...config }),
        );
        return { etag: updated.ETag };
      },
    });
  },
);
