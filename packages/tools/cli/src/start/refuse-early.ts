import { userFolder } from '../user-folder.ts';
import { checkPort } from './check-port.ts';
import { photosFrom } from './photos.ts';

/** Throws `CliError` for photos and a port that would be refused anyway, once a build has taken its time. */
export async function refuseEarly(photos: readonly string[], port: number): Promise<void> {
  photosFrom(photos, userFolder());
  await checkPort(port);
}
