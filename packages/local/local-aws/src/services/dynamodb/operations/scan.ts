import { readMany } from './read-many.ts';

export const scan = readMany('Scan');
