import type { User } from './iam-state.ts';

/** A `User` element. */
export function userDocument(user: User) {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: user.createdAt,
    ...(user.tags.length > 0 ? { Tags: { member: user.tags } } : {}),
  };
}
