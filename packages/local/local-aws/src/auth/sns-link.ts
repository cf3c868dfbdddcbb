/** The URLs that SNS writes into its messages: links with a secret, and its certificate. */
export function isSnsLink(url: string): boolean {
  return url.startsWith('/_aws/sns/') || /^\/\?(.*&)?Action=(ConfirmSubscription|Unsubscribe)(&|$)/.test(url);
}
