import type { Permission } from './manifest.ts';

/** What an event source mapping on the table's stream needs of its function's role. */
export const streamPermissions: readonly Permission[] = [
  {
    on: 'table',
    path: '/stream/*',
    actions: [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ],
  },
  // Lambda sends the changes on which it gave up to this queue, in the function's name.
  { on: 'failed-changes', actions: ['sqs:SendMessage'] },
];
