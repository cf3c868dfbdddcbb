import { readMany } from './read-many.ts';

export const query = readMany('Query');
