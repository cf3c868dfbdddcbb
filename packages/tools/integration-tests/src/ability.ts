/** What some tests need of a target besides the stack, and not every target has. */
export type Ability =
  | 'sealed upload forms'
  | 'log lines with a time each'
  | 'a gallery page that may call the API';

/** Why a target lacks an ability. */
export type Gaps = Readonly<Partial<Record<Ability, string>>>;
