import { render } from 'preact';
import { pageSettings } from './api/page-settings.ts';
import { App } from './app.tsx';

const { signIn } = pageSettings;
if (signIn && new URLSearchParams(location.search).has('state')) {
  const { finishSignIn } = await import('./sign-in/user-pool.ts');
  await finishSignIn(signIn);
}

const root = document.getElementById('gallery');
if (root) render(<App />, root);
