import { accessDenied } from '../../../auth/access-denied.ts';
import { AwsError, ValidationError } from '../../../protocol/aws-error.ts';
import type { OperationContext } from '../../../protocol/operation.ts';
import type { Data } from '../engine/dynalite-call.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';

/** Throws for a table of another region or account: nothing is known of it here. */
export function checkReach(
  operation: string,
  input: Data,
  { cloud, request }: Pick<OperationContext<unknown>, 'cloud' | 'request'>,
): void {
  for (const arn of arnsIn(input)) {
    const [, , , region, account] = arn.split(':');
    if (account !== cloud.accountId)
      throw accessDenied(request.caller, `dynamodb:${operation}`, arn, 'no resource policy');
    if (region !== cloud.region)
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found', 400);
  }
}

/** What a request names its tables by, where that is an ARN. */
function arnsIn({ TableName, ResourceArn, RequestItems, TransactItems }: Data): string[] {
  const elements = (Array.isArray(TransactItems) ? TransactItems : []).flatMap((item) =>
    Object.values(item ?? {}),
  );
  return [
    TableName,
    ResourceArn,
    ...Object.keys(RequestItems ?? {}),
    ...elements.map((element) => (element as Data | null)?.TableName),
  ].filter(
    (name): name is string =>
      typeof name === 'string' && /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\//.test(name),
  );
}

/** The table that tags are asked of. Throws ValidationException and ResourceNotFoundException. */
export function taggedTable(tables: Tables, arn: string): Table {
  const [, name] = /^arn:aws:dynamodb:.+:\d+:table\/([^/]{3,})$/.exec(arn) ?? [];
  if (name === undefined)
    throw new ValidationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  const table = tables.find(name);
  if (table) return table;
  throw new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: ResourcArn: ${arn} not found`, // so AWS writes it
    400,
  );
}
