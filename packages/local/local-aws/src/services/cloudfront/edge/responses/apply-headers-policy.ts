import type { ResponseHeadersPolicyConfig } from '../../policies/response-headers-policy-config.ts';
import type { EdgeResponse, Headers } from '../edge-response.ts';
import type { ViewerRequest } from '../viewer-request.ts';

/** Adds and removes what a response headers policy says. Source: developer guide, "Understand response headers policies". */
export function applyHeadersPolicy(
  policy: ResponseHeadersPolicyConfig | undefined,
  request: ViewerRequest,
  response: EdgeResponse,
): EdgeResponse {
  if (!policy) return response;
  const { RemoveHeadersConfig, CustomHeadersConfig, ServerTimingHeadersConfig } = policy;
  const removed = new Set(RemoveHeadersConfig?.Items.map(({ Header }) => Header.toLowerCase()));
  const kept = Object.entries(response.headers).filter(([name]) => !removed.has(name));
  const headers: Record<string, Headers[string]> = Object.fromEntries(kept);
  const write = (name: string, value: string, override: boolean) => {
    if (override || headers[name] === undefined) headers[name] = value;
  };
  writeSecurity(policy, write);
  for (const { Header, Value, Override } of CustomHeadersConfig?.Items ?? [])
    write(Header.toLowerCase(), Value, Override);
  writeCors(policy, request, headers);
  const { Enabled = false, SamplingRate = 0 } = ServerTimingHeadersConfig ?? {};
  if (Enabled && Math.random() * 100 < SamplingRate) {
    const hit = /Hit$/.test(response.result) ? 'cdn-cache-hit' : 'cdn-cache-miss';
    headers['server-timing'] = [headers['server-timing'], hit].filter(Boolean).join(', ');
  }
  return { ...response, headers };
}

type Write = (name: string, value: string, override: boolean) => void;

function writeSecurity({ SecurityHeadersConfig = {} }: ResponseHeadersPolicyConfig, write: Write): void {
  const { XSSProtection, FrameOptions, ReferrerPolicy, ContentSecurityPolicy, ContentTypeOptions } =
    SecurityHeadersConfig;
  const { StrictTransportSecurity } = SecurityHeadersConfig;
  if (StrictTransportSecurity) {
    const { AccessControlMaxAgeSec, IncludeSubdomains, Preload, Override } = StrictTransportSecurity;
    const parts = [
      `max-age=${AccessControlMaxAgeSec}`,
      IncludeSubdomains && 'includeSubDomains',
      Preload && 'preload',
    ];
    write('strict-transport-security', parts.filter(Boolean).join('; '), Override);
  }
  if (ContentTypeOptions) write('x-content-type-options', 'nosniff', ContentTypeOptions.Override);
  if (FrameOptions) write('x-frame-options', FrameOptions.FrameOption, FrameOptions.Override);
  if (ReferrerPolicy) write('referrer-policy', ReferrerPolicy.ReferrerPolicy, ReferrerPolicy.Override);
  if (ContentSecurityPolicy)
    write(
      'content-security-policy',
      ContentSecurityPolicy.ContentSecurityPolicy,
      ContentSecurityPolicy.Override,
    );
  if (XSSProtection) {
    const { Protection, ModeBlock, ReportUri, Override } = XSSProtection;
    const parts = [
      Protection ? '1' : '0',
      Protection && ModeBlock && 'mode=block',
      ReportUri && `report=${ReportUri}`,
    ];
    write('x-xss-protection', parts.filter(Boolean).join('; '), Override);
  }
}

function writeCors(
  { CorsConfig }: ResponseHeadersPolicyConfig,
  request: ViewerRequest,
  headers: Record<string, Headers[string]>,
): void {
  const { origin } = request.headers;
  if (!CorsConfig || origin === undefined) return;
  const allowed = CorsConfig.AccessControlAllowOrigins.Items;
  const found = allowed.includes('*')
    ? '*'
    : allowed.some((pattern) => matchesOrigin(pattern, origin))
      ? origin
      : undefined;
  if (found === undefined) return;
  const isOwn = Object.keys(headers).some((name) => name.startsWith('access-control-'));
  if (isOwn && !CorsConfig.OriginOverride) return;
  headers['access-control-allow-origin'] = found;
  if (found !== '*') headers.vary = [headers.vary, 'Origin'].filter(Boolean).join(', ');
  if (CorsConfig.AccessControlAllowCredentials) headers['access-control-allow-credentials'] = 'true';
  const exposed = CorsConfig.AccessControlExposeHeaders?.Items ?? [];
  if (exposed.length > 0) headers['access-control-expose-headers'] = exposed.join(', ');
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return;
  const methods = CorsConfig.AccessControlAllowMethods.Items;
  headers['access-control-allow-methods'] = methods.includes('ALL')
    ? 'GET, DELETE, HEAD, OPTIONS, PATCH, POST, PUT'
    : methods.join(', ');
  headers['access-control-allow-headers'] = CorsConfig.AccessControlAllowHeaders.Items.join(', ');
  if (CorsConfig.AccessControlMaxAgeSec !== undefined)
    headers['access-control-max-age'] = String(CorsConfig.AccessControlMaxAgeSec);
}

/** `https://*.example.com` is for the names below it. */
function matchesOrigin(pattern: string, origin: string): boolean {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return (
    new RegExp(`^(?:https?://)?${source.replace(/^https?:\/\//, '')}$`, 'i').test(
      /^https?:/.test(pattern) ? origin.replace(/^https?:\/\//, '') : origin,
    ) &&
    (!/^https?:/.test(pattern) || origin.startsWith(pattern.split('//')[0] ?? ''))
  );
}
