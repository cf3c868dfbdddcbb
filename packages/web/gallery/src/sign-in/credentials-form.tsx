import { credentialFields, signIn } from './credentials.ts';

const shown = { type: 'text' } as const;
const hidden = { type: 'password' } as const;

/** Fields for the credentials that the API requires. */
export function CredentialsForm({ action }: { readonly action: string }) {
  function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const values = new FormData(form).getAll('credential');
    form.reset();
    signIn(values.map((value) => String(value).trim()));
  }

  return (
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
        <button type="submit">{action}</button>
      </div>
    </form>
  );
}
