/** Where the user is: pnpm runs scripts in the project's folder, and keeps the user's in INIT_CWD. */
export function userFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}
