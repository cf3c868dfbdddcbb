import {
  CreateResponseHeadersPolicyCommand,
  GetResponseHeadersPolicyCommand,
  ListResponseHeadersPoliciesCommand,
  type ResponseHeadersPolicyConfig,
  UpdateResponseHeadersPolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { createOrUpdate, listOf, one } from './cloudfront-policies.ts';

const items = one(z.strictObject({ items: z.array(z.string()).default([]) }));
const override = z.boolean();

const schema = z.strictObject({
  name: z.string(),
  comment: z.string().optional(),
  cors_config: one(
    z.strictObject({
      access_control_allow_credentials: z.boolean(),
      access_control_allow_headers: items,
      access_control_allow_methods: items,
      access_control_allow_origins: items,
      access_control_expose_headers: items.optional(),
      access_control_max_age_sec: z.int().optional(),
      origin_override: override,
    }),
  ).optional(),
  custom_headers_config: one(
    z.strictObject({
      items: z.array(z.strictObject({ header: z.string(), value: z.string(), override })).default([]),
    }),
  ).optional(),
  remove_headers_config: one(
    z.strictObject({ items: z.array(z.strictObject({ header: z.string() })).default([]) }),
  ).optional(),
  security_headers_config: one(
    z.strictObject({
      content_security_policy: one(
        z.strictObject({ content_security_policy: z.string(), override }),
      ).optional(),
      content_type_options: one(z.strictObject({ override })).optional(),
      frame_options: one(z.strictObject({ frame_option: z.string(), override })).optional(),
      referrer_policy: one(z.strictObject({ referrer_policy: z.string(), override })).optional(),
      strict_transport_security: one(
        z.strictObject({
          access_control_max_age_sec: z.int(),
          include_subdomains: z.boolean().optional(),
          preload: z.boolean().optional(),
          override,
        }),
      ).optional(),
    }),
  ).optional(),
});

type Block = z.output<typeof schema>;

export const awsCloudfrontResponseHeadersPolicy = defineResource(
  schema,
  async (block, { clients: { cloudfront } }) => {
    const config = { ResponseHeadersPolicyConfig: configOf(block) };
    return createOrUpdate({
      async find() {
        const { ResponseHeadersPolicyList } = await cloudfront.send(
          new ListResponseHeadersPoliciesCommand({ Type: 'custom' }),
        );
        const found = ResponseHeadersPolicyList?.Items?.find(
          (item) => item.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig?.Name === block.name,
        );
        return found?.ResponseHeadersPolicy?.Id;
      },
      async create() {
        const created = await cloudfront.send(new CreateResponseHeadersPolicyCommand(config));
        return { id: created.ResponseHeadersPolicy?.Id, etag: created.ETag };
      },
      etagOf: async (Id) => (await cloudfront.send(new GetResponseHeadersPolicyCommand({ Id }))).ETag,
      async update(Id, IfMatch) {
        const updated = await cloudfront.send(
          new UpdateResponseHeadersPolicyCommand({ Id, IfMatch, ...config }),
        );
        return { etag: updated.ETag };
      },
    });
  },
);

function configOf({ cors_config: cors, custom_headers_config: custom, ...block }: Block) {
  return {
    Name: block.name,
    Comment: block.comment,
    CorsConfig: cors && {
      AccessControlAllowCredentials: cors.access_control_allow_credentials,
      AccessControlAllowHeaders: listOf(cors.access_control_allow_headers.items),
      AccessControlAllowMethods: listOf(cors.access_control_allow_methods.items),
      AccessControlAllowOrigins: listOf(cors.access_control_allow_origins.items),
      AccessControlExposeHeaders: listOf(cors.access_control_expose_headers?.items),
      AccessControlMaxAgeSec: cors.access_control_max_age_sec,
      OriginOverride: cors.origin_override,
    },
    CustomHeadersConfig: listOf(
      custom?.items.map(({ header, value, override: Override }) => ({
        Header: header,
        Value: value,
        Override,
      })),
    ),
    RemoveHeadersConfig: listOf(block.remove_headers_config?.items.map(({ header }) => ({ Header: header }))),
    SecurityHeadersConfig: securityOf(block.security_headers_config),
  } as ResponseHeadersPolicyConfig; // its enumerations are the service's to check
}

function securityOf(security: Block['security_headers_config']) {
  if (!security) return undefined;
  const { content_security_policy: csp, frame_options: frame, referrer_policy: referrer } = security;
  const { content_type_options: type, strict_transport_security: transport } = security;
  return {
    ContentSecurityPolicy: csp && {
      ContentSecurityPolicy: csp.content_security_policy,
      Override: csp.override,
    },
    ContentTypeOptions: type && { Override: type.override },
    FrameOptions: frame && { FrameOption: frame.frame_option, Override: frame.override },
    ReferrerPolicy: referrer && { ReferrerPolicy: referrer.referrer_policy, Override: referrer.override },
    StrictTransportSecurity: transport && {
      AccessControlMaxAgeSec: transport.access_control_max_age_sec,
      IncludeSubdomains: transport.include_subdomains,
      Preload: transport.preload,
      Override: transport.override,
    },
  };
}
