import { LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import type { Settings } from './settings.ts';
import { stateFile, stateKey } from './state-place.ts';

/** Terraform's state: in S3 with S3's own locking when DARKROOM_STATE_BUCKET is set, else a file in infra/. */
export function keepState(stack: TerraformStack, name: string, settings: Settings, region: string): void {
  const { target, endpoint, stateBucket } = settings;
  if (stateBucket === undefined) {
    // Relative to cdktf.out/stacks/<stack>/, where Terraform runs.
    new LocalBackend(stack, { path: `../../../${stateFile(stack.node.id)}` });
    return;
  }
  new S3Backend(stack, {
    bucket: stateBucket,
    key: stateKey(name),
    region,
    encrypt: true,
    ...(target === 'aws'
      ? {}
      : {
          usePathStyle: true,
          skipMetadataApiCheck: true,
          endpoints: { s3: endpoint, sts: endpoint, iam: endpoint },
        }),
  });
  stack.addOverride('terraform.backend.s3.use_lockfile', true); // newer than cdktf's type
}
