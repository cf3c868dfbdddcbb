/** On objects that were made on demand; by it the bucket's lifecycle knows what expires. */
export const onDemandTag = { key: 'darkroom', value: 'on-demand' } as const;
