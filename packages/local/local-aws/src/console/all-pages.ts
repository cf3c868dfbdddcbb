interface Page {
  readonly NextToken?: string | null | undefined;
}

/** All pages of a list: asks again with each token, until there is none. */
export async function allPages<Asked extends Page>(
  ask: (next: { readonly NextToken?: string }) => Promise<Asked>,
): Promise<Asked[]> {
  const pages: Asked[] = [];
  let NextToken: string | null | undefined;
  do {
    const page = await ask(NextToken ? { NextToken } : {});
    pages.push(page);
    ({ NextToken } = page);
  } while (NextToken);
  return pages;
}
