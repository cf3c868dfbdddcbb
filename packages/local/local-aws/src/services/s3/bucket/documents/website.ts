import { z } from 'zod';
import { invalidArgument, invalidRequest, malformedXml } from '../../errors.ts';
import { element, repeated } from '../../wire/xml.ts';
import { subResource } from '../sub-resource.ts';

const maxRoutingRules = 50;

const routingRule = element({
  Condition: element({
    HttpErrorCodeReturnedEquals: z.string().optional(),
    KeyPrefixEquals: z.string().optional(),
  }).optional(),
  Redirect: element({
    HostName: z.string().optional(),
    HttpRedirectCode: z.string().optional(),
    Protocol: z.string().optional(),
    ReplaceKeyPrefixWith: z.string().optional(),
    ReplaceKeyWith: z.string().optional(),
  }),
});
const websiteConfiguration = element({
  ErrorDocument: element({ Key: z.string().min(1) }).optional(),
  IndexDocument: element({ Suffix: z.string() }).optional(),
  RedirectAllRequestsTo: element({ HostName: z.string().min(1), Protocol: z.string().optional() }).optional(),
  RoutingRules: element({ RoutingRule: repeated(routingRule) }).optional(),
});

/** Nothing is served as a website. */
export const website = subResource({
  query: 'website',
  operation: 'BucketWebsite',
  root: 'WebsiteConfiguration',
  schema: websiteConfiguration,
  check(document) {
    const { IndexDocument, RedirectAllRequestsTo, RoutingRules } = document;
    if (RedirectAllRequestsTo) {
      if (Object.keys(document).length > 1) {
        throw invalidArgument(
          'RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.',
          'RedirectAllRequestsTo',
          'not null',
        );
      }
      checkProtocol(RedirectAllRequestsTo.Protocol);
      return document;
    }
    checkIndex(IndexDocument?.Suffix);
    if (RoutingRules) checkRules(RoutingRules.RoutingRule);
    return document;
  },
  action: 'BucketWebsite',
  absent: {
    code: 'NoSuchWebsiteConfiguration',
    message: 'The specified bucket does not have a website configuration',
  },
  deleteOperation: 'DeleteBucketWebsite',
});

function checkIndex(suffix: string | undefined): void {
  if (suffix === undefined) {
    throw invalidArgument(
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
      'IndexDocument',
      'null',
    );
  }
  if (suffix === '' || suffix.includes('/'))
    throw invalidArgument('The IndexDocument Suffix is not well formed', 'IndexDocument', suffix);
}

function checkRules(rules: readonly z.output<typeof routingRule>[]): void {
  if (rules.length === 0) throw malformedXml();
  if (rules.length > maxRoutingRules) {
    throw invalidRequest(
      `${rules.length} routing rules provided, the number of routing rules in a website configuration is limited to ${maxRoutingRules}.`,
    );
  }
  for (const { Condition, Redirect } of rules) {
    if (Condition && Object.keys(Condition).length === 0) {
      throw invalidRequest(
        "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
      );
    }
    if (Redirect.ReplaceKeyPrefixWith !== undefined && Redirect.ReplaceKeyWith !== undefined)
      throw invalidRequest('You can only define ReplaceKeyPrefix or ReplaceKey but not both.');
    checkProtocol(Redirect.Protocol);
    checkCode('redirect', Redirect.HttpRedirectCode, /^3(0[1-9]|[1-9]\d)$/);
    checkCode('error', Condition?.HttpErrorCodeReturnedEquals, /^[45]\d\d$/);
  }
}

function checkProtocol(protocol: string | undefined): void {
  if (protocol === undefined || protocol === 'http' || protocol === 'https') return;
  throw invalidRequest(
    'Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.',
  );
}

function checkCode(kind: 'redirect' | 'error', code: string | undefined, valid: RegExp): void {
  if (code === undefined || valid.test(code)) return;
  throw invalidRequest(
    kind === 'redirect'
      ? `The provided HTTP redirect code (${code}) is not valid. Valid codes are 3XX except 300.`
      : `The provided HTTP error code (${code}) is not valid. Valid codes are 4XX or 5XX.`,
  );
}
