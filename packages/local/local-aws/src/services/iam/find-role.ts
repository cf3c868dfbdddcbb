import { type IamState, noSuchEntity, type Role } from './iam-state.ts';

/** Throws NoSuchEntity. */
export async function findRole(state: IamState, name: string): Promise<Role> {
  const role = await state.roles.get(name);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}
