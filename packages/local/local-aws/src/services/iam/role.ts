import { encodeDocument, type Role } from './iam-state.ts';

/** A `Role` element, with or without its tags, depending on the operation. */
export function roleDocument(role: Role, { withTags }: { withTags: boolean }) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    ...(role.description ? { Description: role.description } : {}),
    MaxSessionDuration: role.maxSessionDuration,
    ...(withTags && role.tags.length > 0 ? { Tags: { member: role.tags } } : {}),
    RoleLastUsed: {},
  };
}
