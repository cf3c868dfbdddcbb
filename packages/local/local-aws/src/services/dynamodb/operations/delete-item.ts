import { conditionalWrite } from './conditional-write.ts';

export const deleteItem = conditionalWrite('DeleteItem');
