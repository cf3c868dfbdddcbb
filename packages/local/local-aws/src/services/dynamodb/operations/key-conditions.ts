import { ValidationError } from '../../../protocol/aws-error.ts';
import type { AttributeValue } from '../attribute-value.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import type { Data } from '../engine/dynalite-call.ts';
import { secondaryIndexes } from '../tables/table.ts';

/** Throws ValidationException for a query that compares a key with nothing: no item has such a key. */
export function refuseEmptyKeyValues({ tables }: DynamoDbState, data: Data): void {
  const table = tables.find(String(data.TableName))?.description;
  const index = table && secondaryIndexes(table).find(({ IndexName }) => IndexName === data.IndexName);
  const conditions = data.KeyConditions as Readonly<
    Record<string, { readonly AttributeValueList?: readonly AttributeValue[] }>
  >;
  for (const { AttributeName: name } of (index ?? table)?.KeySchema ?? []) {
    for (const { S, B } of conditions[name]?.AttributeValueList ?? []) {
      if (S === '' || B === '') throw emptyKeyValue(name, S === '' ? 'string' : 'binary');
    }
  }
}

function emptyKeyValue(name: string, type: 'string' | 'binary'): ValidationError {
  return new ValidationError(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type} value. Key: ${name}`,
  );
}
