import { createDecisions } from '../../auth/decisions.ts';
import type { Cloud, ServedOperation } from '../../cloud/cloud.ts';
import type { Ports } from '../../cloud/ports.ts';
import { createFaults } from '../../faults/faults.ts';
import { serviceFactories } from '../../services/index.ts';
import { openStorage } from '../../storage/storage.ts';
import { createTrail } from '../../trail/trail.ts';

/** The operations of each service, by its name; none of them runs. */
export async function servedOperations(): Promise<ReadonlyMap<string, readonly ServedOperation[]>> {
  const storage = await openStorage(undefined, () => {});
  const nowhere = () => {
    throw new Error('nothing is served here');
  };
  const cloud: Cloud = {
    accountId: '000000000000',
    region: 'us-east-1',
    endpoint: '',
    storage,
    faults: createFaults([], async () => {}),
    log: { info() {}, warn() {}, error() {} },
    ports: {} as Ports,
    operations: new Map(),
    trail: createTrail(),
    decisions: createDecisions(),
    access: {
      isEnforced: false,
      authorize: nowhere,
      authorizeRole: nowhere,
      authorizeService: nowhere,
      authenticatePostPolicy: nowhere,
    },
    options: { cloudWatch: {}, events: {}, lambda: {}, s3: {}, sns: {} },
    now: () => new Date(),
    startedAt: new Date(0),
    logFault: nowhere,
    toAwsError: nowhere,
  };
  const services = await Promise.all(serviceFactories.map((factory) => factory(cloud)));
  for (const service of services) await service.close?.();
  await storage.close();
  return cloud.operations;
}
