/** Where in the originals bucket the API's forms upload to; no form of its can put anything elsewhere. */
export const uploadsPrefix = 'uploads/';
