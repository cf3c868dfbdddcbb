import { useEffect, useRef } from 'preact/hooks';
import { pageSettings, type UserPool } from '../api/page-settings.ts';
import { report } from '../message.ts';
import { words } from '../words.ts';
import { isSigningIn, signInProblem } from './credentials.ts';
import { CredentialsForm } from './credentials-form.tsx';

/** Asks people to sign in, at the user pool or with the credentials that the API requires. */
export function SignInDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isAsked = isSigningIn.value;
  useEffect(() => {
    if (isAsked) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isAsked]);

  return (
    <dialog
      class="sign-in"
      ref={dialog}
      aria-labelledby="sign-in-title"
      onClose={() => {
        isSigningIn.value = false;
      }}
    >
      <h2 id="sign-in-title">{words.signIn}</h2>
      {signInProblem.value !== '' && (
        <p class="message" role="alert">
          {signInProblem}
        </p>
      )}
      {pageSettings.signIn ? (
        <AtUserPool pool={pageSettings.signIn} />
      ) : (
        <CredentialsForm action={words.signIn} />
      )}
    </dialog>
  );
}

/** Whoever has a token already need not go there. */
function AtUserPool({ pool }: { readonly pool: UserPool }) {
  const leave = () => import('./user-pool.ts').then(({ leaveToSignIn }) => leaveToSignIn(pool)).catch(report);
  return (
    <>
      <p>{words.signInThere}</p>
      <button type="button" onClick={leave}>
        {words.signIn}
      </button>
      <details>
        <summary>{words.withToken}</summary>
        <CredentialsForm action={words.useToken} />
      </details>
    </>
  );
}
