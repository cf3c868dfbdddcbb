import { openDeliveryKeys } from '../operations/delivery-keys.ts';
import type { StackOptions } from '../operations/stack.ts';

/** Without a key nothing can be signed. A stack whose data was kept has one. */
export async function ensureDeliveryKey(where: StackOptions): Promise<void> {
  const keys = openDeliveryKeys(where);
  if ((await keys.list()).length === 0) await keys.add();
}
