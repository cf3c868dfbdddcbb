import open from 'open';

/** Opens a page where somebody sits before this machine. Tells whether it did. */
export async function openInBrowser(url: string): Promise<boolean> {
  if (!hasBrowser(process.platform, process.env)) return false;
  await open(url);
  return true;
}

/** `open` cannot tell, and would wait or fail without a word. */
function hasBrowser(
  platform: NodeJS.Platform,
  { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME, SSH_CONNECTION, CI }: NodeJS.ProcessEnv,
): boolean {
  if (SSH_CONNECTION || CI) return false;
  return platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME);
}
