/** Known errors of Terraform, recognised by their text. */
const explanations: readonly { readonly pattern: RegExp; readonly advice: string }[] = [
  {
    pattern: /BucketAlreadyExists/,
    advice:
      "A bucket with this name already exists: somebody else's, or your own from another Terraform state. Choose another `name` in darkroom.config.ts or another DARKROOM_STAGE, or use the state that created it.",
  },
  {
    pattern:
      /BucketAlreadyOwnedByYou|EntityAlreadyExists|ResourceConflictException|ResourceAlreadyExistsException|ResourceInUseException/,
    advice:
      'A resource with this name exists, but not in this Terraform state: the stage was deployed from another state or configuration. Use that state (DARKROOM_STATE_BUCKET), choose another DARKROOM_STAGE, or destroy the stage from where it was deployed.',
  },
  {
    pattern: /BucketNotEmpty/,
    advice:
      'Terraform does not delete a bucket that holds photos. To delete the photos permanently: npx --yes pnpm darkroom empty --stage STAGE',
  },
  {
    pattern: /currently protected against deletion/,
    advice:
      "The catalog's table is protected against deletion. To remove the protection and delete the photos: npx --yes pnpm darkroom empty --stage STAGE. To remove only the protection: aws dynamodb update-table --table-name TABLE --no-deletion-protection-enabled. Then destroy again. If the destroy was a mistake, deploy creates again what it has deleted.",
  },
  {
    pattern: /ExpiredToken/,
    advice: 'The AWS credentials have expired. Sign in again, for example with `aws sso login`.',
  },
  {
    pattern: /Error acquiring the state lock/,
    advice:
      'Another deployment is running, or one died. If it died: terraform force-unlock LOCK_ID, in infra/cdktf.out/stacks/STACK.',
  },
  {
    pattern: /account[\s│]+must[\s│]+be[\s│]+verified/,
    advice:
      'AWS has not yet verified this account for CloudFront. Ask AWS Support for it, in a case with this message. Until then, set delivery: { cloudFront: false } in darkroom.config.ts: everything but public addresses of pictures works.',
  },
  {
    pattern: /CNAMEAlreadyExists/,
    advice:
      'Another distribution, perhaps of another account, has the name in delivery.domain. Remove it there, or move it with `aws cloudfront associate-alias`.',
  },
  {
    // AWS says AccessDenied, too, of an account that is not verified.
    pattern: /AccessDenied(?!:[\s│]+Your[\s│]+account[\s│]+must)|is not authorized to perform/,
    advice: 'To deploy, you need the permissions in docs/deploy-policy.json.',
  },
  {
    pattern: /lookup \S+\.amazonaws\.com/, // and "no such host", which Terraform may break into two lines
    advice:
      'AWS has no endpoint for that service in this region, or there is no network. Check `region` in darkroom.config.ts.',
  },
  {
    pattern: /Failed to (query available provider packages|install provider)/,
    advice:
      "Terraform can't download the AWS provider. Check the network, or set a mirror in Terraform's CLI configuration: https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation",
  },
];

/** What to do about a failed run, as far as its output shows. */
export function explain(output: string): string[] {
  return explanations.filter(({ pattern }) => pattern.test(output)).map(({ advice }) => advice);
}
