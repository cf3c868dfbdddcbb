import { signal } from '@preact/signals';
import { type PageSettings, pageSettings } from '../api/page-settings.ts';
import { words } from '../words.ts';

const fieldsOf: Readonly<Record<PageSettings['auth'], readonly string[]>> = {
  none: [],
  iam: [words.accessKeyId, words.secretAccessKey],
  apiKey: [words.apiKey],
  jwt: [words.idToken],
};

/** What people enter to sign in, as the API asks for it; nothing where the API is open. */
export const credentialFields = fieldsOf[pageSettings.auth];

/** What they entered, one value for each field, or got at the user pool. It is kept as long as the tab is open. */
export const credentials = signal<readonly string[]>(stored());

/** Rises when somebody signs in or out, because others see other images. A renewed token is the same caller's. */
export const callers = signal(0);

/** Whether people are asked to sign in. */
export const isSigningIn = signal(false);

/** Why the last attempt did not work, for people. */
export const signInProblem = signal('');

export function signIn(values: readonly string[]): void {
  keepCredentials(values);
  callers.value += 1;
  isSigningIn.value = false;
  signInProblem.value = '';
}

export function forgetCredentials(): void {
  sessionStorage.removeItem('credentials');
  credentials.value = [];
  callers.value += 1;
}

export function keepCredentials(values: readonly string[]): void {
  sessionStorage.setItem('credentials', JSON.stringify(values));
  credentials.value = values;
}

function stored(): readonly string[] {
  const values: unknown = JSON.parse(sessionStorage.getItem('credentials') ?? '[]');
  return Array.isArray(values) ? values.map(String) : [];
}
