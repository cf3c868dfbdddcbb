import batchGetItem from 'dynalite/actions/batchGetItem.js';
import batchWriteItem from 'dynalite/actions/batchWriteItem.js';
import deleteItem from 'dynalite/actions/deleteItem.js';
import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
import updateItem from 'dynalite/actions/updateItem.js';
import batchGetItemRules from 'dynalite/validations/batchGetItem.js';
import batchWriteItemRules from 'dynalite/validations/batchWriteItem.js';
import createTableRules from 'dynalite/validations/createTable.js';
import deleteItemRules from 'dynalite/validations/deleteItem.js';
import getItemRules from 'dynalite/validations/getItem.js';
import validations from 'dynalite/validations/index.js';
import listTablesRules from 'dynalite/validations/listTables.js';
import putItemRules from 'dynalite/validations/putItem.js';
import queryRules from 'dynalite/validations/query.js';
import scanRules from 'dynalite/validations/scan.js';
import updateItemRules from 'dynalite/validations/updateItem.js';
import { AwsError } from '../../../protocol/aws-error.ts';
import { type DynaliteStore, limits } from './dynalite-store.ts';
import type { RuleTypes } from './rule-schema.ts';

const actions = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  DeleteItem: deleteItem,
  GetItem: getItem,
  PutItem: putItem,
  Query: query,
  Scan: scan,
  UpdateItem: updateItem,
};

const rules = {
  BatchGetItem: batchGetItemRules,
  BatchWriteItem: batchWriteItemRules,
  CreateTable: createTableRules,
  DeleteItem: deleteItemRules,
  GetItem: getItemRules,
  ListTables: listTablesRules,
  PutItem: putItemRules,
  Query: queryRules,
  Scan: scanRules,
  UpdateItem: updateItemRules,
};

export type Data = Record<string, unknown>;
export type RuleName = keyof typeof rules;

export function hasRules(name: string): name is RuleName {
  return Object.hasOwn(rules, name);
}

/** The members of a request and their types. */
export function ruleTypes(name: RuleName): RuleTypes {
  return rules[name].types as RuleTypes;
}

/** Checks a request as DynamoDB does and parses its expressions. Members that dynalite does not know are left out. */
export function validate(name: RuleName, input: Data): Data {
  const { types, custom } = rules[name];
  try {
    const data = validations.checkTypes({ ...input }, types);
    validations.checkValidations(data, types, custom, { options: limits });
    return data;
  } catch (error) {
    throw translate(error);
  }
}

/** Runs dynalite's action on validated data. */
export function act(name: keyof typeof actions, store: DynaliteStore, data: Data): Promise<Data> {
  return new Promise((resolve, reject) => {
    actions[name](store, data, (error, output) => {
      if (error) reject(translate(error));
      else resolve(output ?? {});
    });
  });
}

/** dynalite's errors contain the response document: `{ statusCode, body: { __type, message } }`. */
function translate(error: unknown): unknown {
  if (!(error instanceof Error) || !('body' in error)) return error;
  const body = error.body as { __type: string; message?: string; Message?: string };
  return new AwsError(body.__type.replace(/^.*#/, ''), reword(body.message ?? body.Message ?? ''), 400);
}

/** Of keys that are empty DynamoDB speaks in newer words than dynalite does. */
function reword(message: string): string {
  return message.replace(/were invalid: (?=The AttributeValue for a key attribute)/, 'are not valid. ');
}
