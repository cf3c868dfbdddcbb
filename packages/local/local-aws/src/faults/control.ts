import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { AwsResponse } from '../protocol/message.ts';
import { faultsSchema } from './fault.ts';
import type { Faults } from './faults.ts';

export const faultsPath = '/_local/faults';

/** `GET` lists the injected faults, `POST` replaces them, `DELETE` removes them all. Each answers with the active faults. */
export async function controlFaults(faults: Faults, request: IncomingMessage): Promise<AwsResponse> {
  if (request.method === 'DELETE') faults.replace([]);
  else if (request.method === 'POST') {
    try {
      faults.replace(faultsSchema.parse(JSON.parse(await text(request))));
    } catch (error) {
      if (error instanceof z.ZodError) return json(400, { message: z.prettifyError(error) });
      if (error instanceof SyntaxError) return json(400, { message: error.message });
      throw error;
    }
  } else if (request.method !== 'GET') return json(405, { message: 'Expected GET, POST or DELETE.' });
  return json(200, faults.list());
}

function json(status: number, document: object): AwsResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(document) };
}
