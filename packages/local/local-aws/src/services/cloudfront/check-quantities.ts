import { inconsistentQuantities } from './faults.ts';

/** Throws InconsistentQuantities where a list does not have as many items as it says. */
export function checkQuantities(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const { Quantity, Items = [] } = value as { Quantity?: unknown; Items?: unknown };
  if (typeof Quantity === 'string' && Array.isArray(Items) && Number(Quantity) !== Items.length)
    throw inconsistentQuantities();
  for (const member of Object.values(value)) checkQuantities(member);
}
