/** Where Terraform deploys to. */
export const targets = ['aws', 'localstack', 'embedded'] as const;
export type Target = (typeof targets)[number];

/** The image in docker-compose.localstack.yml: the last one that needs no token. */
export const localstackVersion = '4.14.0';
