import { z } from 'zod';
import type { OperationContext } from '../../protocol/operation.ts';
import type { Collection } from '../../storage/collection.ts';
import { arnOf, type IamState, noSuchEntity, type Principal } from './iam-state.ts';
import { rootUser, userNameOf } from './own-user.ts';

/** Operations on policies and tags are the same for roles and users, except for the names of their members. */
export type Kind = 'Role' | 'User';

export const nameMember = { Role: 'RoleName', User: 'UserName' } as const;

type Named = { readonly RoleName: string } | { readonly UserName: string };

/** The input's member that names the role or user. */
export const named: Readonly<Record<Kind, z.ZodType<Named>>> = {
  Role: z.strictObject({ RoleName: z.string() }),
  User: z.strictObject({ UserName: z.string() }),
};

export function nameIn(input: Named): string {
  return 'RoleName' in input ? input.RoleName : input.UserName;
}

function collectionOf(state: IamState, kind: Kind): Collection<Principal> {
  return (kind === 'Role' ? state.roles : state.users) as Collection<Principal>;
}

/** IAM's resource of an operation on a role or a user. */
export async function principalResource(
  kind: Kind,
  input: Named,
  { cloud, state }: OperationContext<IamState>,
) {
  const name = nameIn(input);
  const found = await collectionOf(state, kind).get(name);
  return found?.arn ?? arnOf(cloud, kind === 'Role' ? 'role' : 'user', '/', name);
}

/** The same, but the user may be left out. */
export function userResource(
  { UserName }: { readonly UserName?: string | undefined },
  context: OperationContext<IamState>,
): string | Promise<string> {
  const name = userNameOf(UserName, context.request.caller);
  if (name === rootUser) return context.request.caller.arn;
  return principalResource('User', { UserName: name }, context);
}

/** Throws NoSuchEntity. */
export async function findPrincipal(state: IamState, kind: Kind, name: string): Promise<Principal> {
  const found = await collectionOf(state, kind).get(name);
  if (!found) throw noSuchEntity(`The ${kind.toLowerCase()} with name ${name} cannot be found.`);
  return found;
}

/** Reads, changes and writes a role or user. Throws NoSuchEntity. */
export async function changePrincipal(
  state: IamState,
  kind: Kind,
  name: string,
  change: (principal: Principal) => Principal,
): Promise<void> {
  await collectionOf(state, kind).put(name, change(await findPrincipal(state, kind, name)));
}
