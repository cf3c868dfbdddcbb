/** What SNS writes into its messages for whoever reads them: links with a secret, and its certificate. */
export function isSnsLink(url: string): boolean {
  return url.startsWith('/_aws/sns/') || /^\/\?(.*&)?Action=(ConfirmSubscription|Unsubscribe)(&|$)/.test(url);
}
