import { z } from 'zod';
import { listOf, one } from './cloudfront-policies.ts';

/** An origin of a distribution. */
export const origin = z.strictObject({
  origin_id: z.string(),
  domain_name: z.string(),
  origin_path: z.string().optional(),
  origin_access_control_id: z.string().optional(),
  connection_attempts: z.int().optional(),
  connection_timeout: z.int().optional(),
  custom_header: z.array(z.strictObject({ name: z.string(), value: z.string() })).default([]),
  custom_origin_config: one(
    z.strictObject({
      http_port: z.int(),
      https_port: z.int(),
      origin_protocol_policy: z.string(),
      origin_ssl_protocols: z.array(z.string()),
      origin_keepalive_timeout: z.int().optional(),
      origin_read_timeout: z.int().optional(),
    }),
  ).optional(),
  origin_shield: one(
    z.strictObject({ enabled: z.boolean(), origin_shield_region: z.string().optional() }),
  ).optional(),
});

export const originGroup = z.strictObject({
  origin_id: z.string(),
  failover_criteria: one(z.strictObject({ status_codes: z.array(z.int()) })),
  member: z.array(z.strictObject({ origin_id: z.string() })),
});

export function originOf(block: z.output<typeof origin>) {
  const { custom_origin_config: custom, origin_shield: shield } = block;
  return {
    Id: block.origin_id,
    DomainName: block.domain_name,
    OriginPath: block.origin_path,
    OriginAccessControlId: block.origin_access_control_id,
    ConnectionAttempts: block.connection_attempts,
    ConnectionTimeout: block.connection_timeout,
    CustomHeaders: listOf(
      block.custom_header.map(({ name, value }) => ({ HeaderName: name, HeaderValue: value })),
    ),
    CustomOriginConfig: custom && {
      HTTPPort: custom.http_port,
      HTTPSPort: custom.https_port,
      OriginProtocolPolicy: custom.origin_protocol_policy,
      OriginSslProtocols: listOf(custom.origin_ssl_protocols),
      OriginKeepaliveTimeout: custom.origin_keepalive_timeout,
      OriginReadTimeout: custom.origin_read_timeout,
    },
    S3OriginConfig: custom ? undefined : { OriginAccessIdentity: '' },
    OriginShield: shield && { Enabled: shield.enabled, OriginShieldRegion: shield.origin_shield_region },
  };
}

export function originGroupOf(block: z.output<typeof originGroup>) {
  return {
    Id: block.origin_id,
    FailoverCriteria: { StatusCodes: listOf(block.failover_criteria.status_codes) },
    Members: listOf(block.member.map(({ origin_id: OriginId }) => ({ OriginId }))),
  };
}
