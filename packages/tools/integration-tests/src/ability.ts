/** What some tests need from a target besides the stack, but not every target has. */
export type Ability =
  | 'sealed upload forms'
  | 'log lines with a time each'
  | 'a gallery page that may call the API';

/** Why a target lacks an ability. */
export type Gaps = Readonly<Partial<Record<Ability, string>>>;
