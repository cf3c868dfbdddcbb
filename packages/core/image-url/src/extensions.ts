/** The formats that an address may end in; without one it is negotiated. */
export const extensions = ['jpg', 'png', 'webp', 'avif', 'gif'] as const;
export type Extension = (typeof extensions)[number];
