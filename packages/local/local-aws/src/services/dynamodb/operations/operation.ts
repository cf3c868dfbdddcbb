import { z } from 'zod';
import type { Cloud } from '../../../cloud/cloud.ts';
import { servedOnly } from '../../../protocol/not-served.ts';
import { type AnyOperation, type Operation, operationsOf } from '../../../protocol/operation.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import { type Data, hasRules, type RuleName, ruleTypes, validate } from '../engine/dynalite-call.ts';
import { shapeOfRules } from '../engine/rule-schema.ts';
import { checkReach } from './reach.ts';

const defineOperation = operationsOf<DynamoDbState>();

/** An operation whose request dynalite checks first, if it has rules for it, because it uses DynamoDB's own words. */
export function operation<Input, Output>(
  definition: Operation<DynamoDbState, Input, Output>,
): AnyOperation<DynamoDbState> {
  const defined = defineOperation(definition);
  const { name } = definition;
  return {
    ...defined,
    async invoke(rawInput, context, iamPrefix) {
      checkReach(name, rawInput as Data, context);
      if (!hasRules(name)) return defined.invoke(rawInput, context, iamPrefix);
      const named = withTableNames(rawInput as Data);
      validate(name, named);
      return defined.invoke(named, context, iamPrefix);
    },
  };
}

/** Operations accept a table's ARN wherever they accept its name. */
export const tableName = z.string().transform(tableNameOf);

export function tableNameOf(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:[^/]*\//, '').replace(/\/.*$/, '');
}

function withTableNames(request: Data): Data {
  const { TableName, RequestItems } = request;
  return {
    ...request,
    ...(typeof TableName === 'string' ? { TableName: tableNameOf(TableName) } : {}),
    ...(typeof RequestItems === 'object' && RequestItems !== null
      ? {
          RequestItems: Object.fromEntries(
            Object.entries(RequestItems).map(([table, items]) => [tableNameOf(table), items]),
          ),
        }
      : {}),
  };
}

export function tableArn(cloud: Pick<Cloud, 'region' | 'accountId'>, name: string): string {
  return `arn:aws:dynamodb:${cloud.region}:${cloud.accountId}:table/${name}`;
}

/** IAM resource of operations on one table. */
export function ofTable(input: { TableName: string }, { cloud }: { cloud: Cloud }): string {
  return tableArn(cloud, input.TableName);
}

type ItemRequest = Data & { readonly TableName: string };

/** A request about one table's items, which dynalite validates; `more` adds what dynalite does not know. */
export function itemRequest(name: RuleName, more: z.ZodRawShape = {}): z.ZodType<ItemRequest> {
  const schema = z.strictObject({ ...shapeOfRules(ruleTypes(name)), ...more });
  return schema as z.ZodType<unknown> as z.ZodType<ItemRequest>;
}

/** The same as an element of a transaction, which has only these members. */
export function transactRequest(
  name: RuleName,
  members: readonly string[],
  more: z.ZodRawShape = {},
): z.ZodType<ItemRequest> {
  const shape = Object.entries(shapeOfRules(ruleTypes(name))).filter(([member]) => members.includes(member));
  const schema = z.strictObject({ ...Object.fromEntries(shape), ...more, TableName: tableName });
  return schema as z.ZodType<unknown> as z.ZodType<ItemRequest>;
}

/** Writes return the item that failed their condition, if asked to. */
export const onConditionFailure = {
  ReturnValuesOnConditionCheckFailure: z.enum(['ALL_OLD', 'NONE']).nullish(),
};

type BatchRequest = Data & { readonly RequestItems: Readonly<Record<string, unknown>> };

/** local-aws does not keep the sizes of item collections. */
export const noCollectionMetrics = { ReturnItemCollectionMetrics: servedOnly('NONE') };

/** BatchGetItem and BatchWriteItem: requests by table. */
export function batchRequest(name: RuleName, more: z.ZodRawShape = {}): z.ZodType<BatchRequest> {
  return itemRequest(name, more) as z.ZodType<unknown> as z.ZodType<BatchRequest>;
}

export function ofTables(
  input: { RequestItems: Readonly<Record<string, unknown>> },
  { cloud }: { cloud: Cloud },
): string[] {
  return Object.keys(input.RequestItems).map((name) => tableArn(cloud, name));
}
