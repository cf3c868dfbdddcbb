import { z } from 'zod';
import type { Cloud } from '../cloud/cloud.ts';
import { parseJson } from '../protocol/json.ts';
import { type AwsResponse, readBody, type Service, type UnsignedRequest } from '../protocol/message.ts';
import { queryMembers, routeFinder } from '../protocol/rest-route.ts';
import { rootAws } from './aws.ts';
import { NotFoundError } from './not-found-error.ts';
import { consolePages } from './pages.ts';
import { RawAnswer } from './raw-answer.ts';
import { consoleRoutes } from './routes.ts';

export type Console = (request: UnsignedRequest) => Promise<AwsResponse>;

/** The console below `/_local/`. Loaded when somebody opens it. */
export function createConsole(cloud: Cloud, services: ReadonlyMap<string, Service>): Console {
  const context = { cloud, aws: rootAws(cloud, services) };
  const find = routeFinder(consoleRoutes);
  const pageAt = consolePages();

  async function answer(request: UnsignedRequest): Promise<unknown> {
    const found = find(request);
    const page = found ? undefined : await pageAt(request);
    if (page) return new RawAnswer(page);
    if (!found)
      throw new NotFoundError(`There is nothing at ${request.method} ${request.path}. See docs/console.md.`);
    const body = z.looseObject({}).parse(parseJson(await readBody(request)));
    const input = { ...queryMembers(request.query), ...body, ...found.labels };
    const run = () => found.route.run(input, context);
    return request.method === 'GET' ? cloud.trail.quietly(run) : run();
  }

  return async (request) => {
    try {
      const answered = await answer(request);
      return answered instanceof RawAnswer ? answered.response : json(200, answered ?? {});
    } catch (error) {
      if (error instanceof z.ZodError)
        return json(400, { code: 'InvalidRequest', message: z.prettifyError(error) });
      if (error instanceof URIError || error instanceof SyntaxError)
        return json(400, { code: 'InvalidRequest', message: error.message });
      const { status, code, message } = cloud.toAwsError(error, 'console', request);
      return json(status, { code, message });
    }
  };
}

function json(status: number, document: unknown): AwsResponse {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify(document) };
}
