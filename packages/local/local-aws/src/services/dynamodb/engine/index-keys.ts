import { ValidationError } from '../../../protocol/aws-error.ts';
import { secondaryIndexes } from '../tables/table.ts';
import type { ItemChange } from './item-change.ts';

/** Throws ValidationException for an empty value of an index's key; dynalite checks only its type. */
export function refuseEmptyIndexKeys({ table, before, after }: ItemChange): void {
  for (const { IndexName, KeySchema } of secondaryIndexes(table.description)) {
    for (const { AttributeName: name } of KeySchema) {
      const [type = '', value] = Object.entries(after?.[name] ?? {})[0] ?? [];
      if (value !== '' || before?.[name]?.[type] === '') continue; // the value may be older than the index
      throw new ValidationError(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${type === 'B' ? 'binary' : 'string'} value. IndexName: ${IndexName}, IndexKey: ${name}`,
      );
    }
  }
}
