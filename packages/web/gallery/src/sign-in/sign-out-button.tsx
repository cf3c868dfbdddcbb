import { pageAddress, pageSettings } from '../api/page-settings.ts';
import { words } from '../words.ts';
import { credentials, forgetCredentials } from './credentials.ts';

/** Forgets the credentials, and ends the session at the user pool, which would sign in without a question. */
export function SignOutButton() {
  if (credentials.value.length === 0) return null;
  return (
    <button
      type="button"
      onClick={() => {
        forgetCredentials();
        if (!pageSettings.signIn) return;
        const { domain, clientId } = pageSettings.signIn;
        const address = new URL('/logout', domain);
        const back = { client_id: clientId, logout_uri: pageAddress().href };
        address.search = new URLSearchParams(back).toString();
        location.assign(address);
      }}
    >
      {words.signOut}
    </button>
  );
}
