/** What is known about errors of Terraform, by what stands in its output. */
const explanations: readonly { readonly pattern: RegExp; readonly advice: string }[] = [
  {
    pattern: /BucketAlreadyExists/,
    advice:
      "A bucket of that name exists: somebody else's, or your own from another Terraform state. Choose another `name` in darkroom.config.ts or another DARKROOM_STAGE, or use the state that made it.",
  },
  {
    pattern:
      /BucketAlreadyOwnedByYou|EntityAlreadyExists|ResourceConflictException|ResourceAlreadyExistsException|ResourceInUseException/,
    advice:
      'Something of that name exists, but not in this Terraform state: the stage was deployed from another state or configuration. Use its state (DARKROOM_STATE_BUCKET), another DARKROOM_STAGE, or destroy it from where it was deployed.',
  },
  {
    pattern: /BucketNotEmpty/,
    advice:
      'Terraform deletes no bucket that holds photos. To delete them for good: npx --yes pnpm darkroom empty --stage STAGE',
  },
  {
    pattern: /currently protected against deletion/,
    advice:
      "The catalog's table is protected. To let it go, with the photos: npx --yes pnpm darkroom empty --stage STAGE; the table alone: aws dynamodb update-table --table-name TABLE --no-deletion-protection-enabled. Then destroy again. If the destroy was a mistake, deploy makes anew what it has deleted.",
  },
  {
    pattern: /ExpiredToken/,
    advice: 'The AWS credentials have expired. Sign in again, e.g. `aws sso login`.',
  },
  {
    pattern: /Error acquiring the state lock/,
    advice:
      'Another deployment runs, or one died. If it died: terraform force-unlock LOCK_ID, in infra/cdktf.out/stacks/STACK.',
  },
  {
    pattern: /AccessDenied|is not authorized to perform/,
    advice: 'Whoever deploys needs the permissions in docs/deploy-policy.json.',
  },
  {
    pattern: /lookup \S+\.amazonaws\.com/, // and "no such host", which Terraform may break into two lines
    advice:
      'AWS has no endpoint of that service in the region, or there is no network. Check `region` in darkroom.config.ts.',
  },
  {
    pattern: /Failed to (query available provider packages|install provider)/,
    advice:
      "Terraform can't download the AWS provider. Check the network, or name a mirror in Terraform's CLI configuration: https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation",
  },
];

/** What to do about a failed run, as far as its output tells. */
export function explain(output: string): string[] {
  return explanations.filter(({ pattern }) => pattern.test(output)).map(({ advice }) => advice);
}
