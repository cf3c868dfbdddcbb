/** The prefix in the originals bucket to which the API's forms upload. None of its forms can write anywhere else. */
export const uploadsPrefix = 'uploads/';
