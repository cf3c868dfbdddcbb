import { useEffect, useRef } from 'preact/hooks';
import { words } from '../words.ts';
import { credentialFields, isSigningIn, signIn } from './credentials.ts';

const shown = { type: 'text' } as const;
const hidden = { type: 'password' } as const;

/** Asks for the credentials that the API requires. */
export function SignInDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isAsked = isSigningIn.value;
  useEffect(() => {
    if (isAsked) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isAsked]);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const values = new FormData(form).getAll('credential');
    form.reset();
    signIn(values.map((value) => String(value).trim()));
  }

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
      <form onSubmit={submit}>
        {credentialFields.map((label, index) => (
          <label key={label} for={`credential-${index}`}>
            {label}
            <input
              id={`credential-${index}`}
              name="credential"
              {...(index === 0 ? shown : hidden)}
              required
              autocomplete="off"
              spellcheck={false}
            />
          </label>
        ))}
        <div class="actions">
          <button type="submit">{words.signIn}</button>
        </div>
      </form>
    </dialog>
  );
}
