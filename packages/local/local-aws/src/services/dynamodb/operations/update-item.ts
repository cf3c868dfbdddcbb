import { conditionalWrite } from './conditional-write.ts';

export const updateItem = conditionalWrite('UpdateItem');
