import { badRequest } from '../api-gateway-state.ts';
import { property } from '../patch/table.ts';
import { flag, optionalText } from '../patch/values.ts';
import { newerTable } from '../patch/wording.ts';

const mostName = 1024;
const mostDescription = 125_000;

export function checkName(name: string): string {
  if (name.length > mostName)
    throw badRequest(`Invalid API Key name, can be at most ${mostName} characters.`);
  return name;
}

function checkDescription(description: string): string | undefined {
  if (description.length > mostDescription) throw badRequest('Invalid API Key description specified.');
  return optionalText(description);
}

export const apiKeyPatches = newerTable([
  property('/description', checkDescription),
  property('/enabled', flag),
  property('/name', checkName),
  property('/customerId', optionalText),
]);
