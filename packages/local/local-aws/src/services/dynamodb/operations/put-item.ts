import { conditionalWrite } from './conditional-write.ts';

export const putItem = conditionalWrite('PutItem');
