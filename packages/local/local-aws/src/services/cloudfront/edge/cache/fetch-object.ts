import { Readable } from 'node:stream';
import type { Cloud } from '../../../../cloud/cloud.ts';
import type { Behavior, Deployment } from '../deployment.ts';
import type { EdgeResult, Headers } from '../edge-response.ts';
import { askOrigin } from '../origins/ask-origin.ts';
import { OriginError, type OriginRequest, type OriginResponse } from '../origins/origin-response.ts';
import { errorPage } from '../responses/error-page.ts';
import { type EdgeCache, largestObject } from './edge-cache.ts';
import { type CacheHeaders, errorTimeToLive, staleSeconds, timeToLive } from './freshness.ts';
import { type SharedBody, shareBody } from './shared-body.ts';
import type { StoredObject } from './stored-object.ts';

/** An object as a viewer gets it: from the cache, or while it arrives. */
export interface Fetched {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer | SharedBody | Readable;
  readonly chunked: boolean;
  /** Seconds since the origin said that it is so; undefined where it says so now. */
  readonly age?: number;
  readonly result: EdgeResult;
}

interface Call {
  readonly deployment: Deployment;
  readonly behavior: Behavior;
  readonly key: string;
  /** Of the request that an object is kept by; also for others that wait for the same. */
  readonly request: OriginRequest;
  readonly viewerPath: string;
}

interface Asked {
  readonly since: number;
  /** Undefined for what is for one viewer alone. */
  readonly answer: Promise<Fetched | undefined>;
}

const defaultErrorTtl = 10;

/** Objects by their keys, each asked of its origin by one request at a time. Throws an EdgeRefusal where nobody answers. */
export function createObjects(cloud: Cloud, cache: EdgeCache) {
  /** What arrives at the moment, and which invalidations were before it. */
  const asked = new Map<string, Asked>();

  /** Answers that turned out to be for the one who asked. */
  const waiting = new WeakMap<OriginRequest, OriginResponse>();

  async function get(call: Call): Promise<Fetched> {
    const now = cloud.now().getTime();
    const stored = cache.get(call.key);
    if (stored && now < stored.freshUntil) return fromCache(stored, now, 'Hit');
    if (stored && now < stored.staleUntil) {
      void shared(call, stored).catch(() => {}); // whoever asks next gets what it finds
      return fromCache(stored, now, 'Hit');
    }
    const isFirst = !running(call);
    const found = await shared(call, stored);
    if (found) return isFirst || found.result === 'Error' ? found : { ...found, result: 'Hit' };
    return alone(call);
  }

  /** One request for all who ask at the same time. */
  function shared(call: Call, stored: StoredObject | undefined): Promise<Fetched | undefined> {
    const before = running(call);
    if (before) return before;
    const asking: Asked = { since: cache.now(), answer: ask(call, stored) };
    asked.set(call.key, asking);
    const forget = () => {
      if (asked.get(call.key) === asking) asked.delete(call.key);
    };
    asking.answer
      .then((found) => (found && 'whole' in found.body ? found.body.whole : undefined))
      .then(forget, forget);
    return asking.answer;
  }

  /** The answer that others wait for, unless something was invalidated since it was asked for. */
  function running({ key }: Call): Asked['answer'] | undefined {
    const asking = asked.get(key);
    return asking?.since === cache.now() ? asking.answer : undefined;
  }

  async function ask(call: Call, stored: StoredObject | undefined): Promise<Fetched | undefined> {
    const { deployment, key } = call;
    const since = cache.now();
    // Others wait for it, so it goes on when the first viewer is gone.
    const request = {
      ...call.request,
      signal: new AbortController().signal,
      headers: { ...call.request.headers, ...conditionsOf(stored) },
    };
    const answer = await answerOf(call, request);
    const now = cloud.now().getTime();
    if (answer.status === 304 && stored) {
      const refreshed = validated(stored, refreshedHeaders(stored, answer), call, now);
      if (refreshed) cache.put(deployment.id, key, refreshed, since);
      return fromCache(refreshed ?? stored, now, 'RefreshHit');
    }
    if (answer.status >= 500 && stored && stored.status < 400 && now < stored.usableUntil) {
      discard(answer);
      const wait = errorTtlOf(deployment, answer.status) * 1000;
      cache.put(deployment.id, key, { ...stored, freshUntil: now + wait }, since);
      return fromCache(stored, now, 'Hit');
    }
    const length = Number(answer.headers['content-length'] ?? 0);
    const seconds = lifeOf(answer, call, now);
    if (seconds === undefined || length > largestObject || answer.status === 206) {
      if (answer.status < 500) cache.delete(key);
      waiting.set(call.request, answer);
      return undefined;
    }
    const body = shareBody(answer.body);
    const object = {
      status: answer.status,
      headers: answer.headers,
      path: call.viewerPath,
      chunked: answer.headers['content-length'] === undefined,
    };
    const life = timesOf(answer.headers, seconds, now);
    body.whole
      .then((bytes) => {
        if (length === 0 || bytes.length === length)
          cache.put(deployment.id, key, { ...object, body: bytes, ...life }, since);
      })
      .catch(() => {}); // it broke off: the viewers see it, and nothing is kept
    return { ...object, body, result: answer.status >= 400 ? 'Error' : 'Miss' };
  }

  /** An answer for one viewer alone: the one that is there already, or one of its own. */
  async function alone(call: Call): Promise<Fetched> {
    const answer = waiting.get(call.request) ?? (await answerOf(call, call.request));
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.body ?? Buffer.alloc(0),
      chunked: answer.headers['content-length'] === undefined,
      result: answer.status >= 400 ? 'Error' : 'Miss',
    };
  }

  async function answerOf({ behavior }: Call, request: OriginRequest): Promise<OriginResponse> {
    try {
      return await askOrigin(cloud, behavior.origin, request);
    } catch (error) {
      if (!(error instanceof OriginError)) throw error;
      cloud.log.warn(
        `CloudFront got no answer of the origin ${behavior.origin.primary.config.Id}: ${error.message}`,
      );
      return errorPage(error.status, 'CloudFront wasn’t able to connect to the origin.').response;
    }
  }

  /** Whether there is anything to answer with, fresh or not. */
  const has = (key: string) => cache.get(key) !== undefined;

  return { get, alone, has };
}

/** How long an answer is kept, in seconds; undefined for not at all. */
function lifeOf(
  { status, headers }: OriginResponse,
  { deployment, behavior }: Call,
  now: number,
): number | undefined {
  if (status >= 400) {
    const seconds = errorTimeToLive(status, cacheHeaders(headers), errorTtlOf(deployment, status));
    return seconds === 0 ? undefined : seconds;
  }
  return timeToLive(cacheHeaders(headers), ttlOf(behavior), now);
}

function ttlOf({ cachePolicy: { MinTTL, DefaultTTL = 0, MaxTTL = 0 } }: Behavior) {
  return { min: MinTTL, default: DefaultTTL, max: MaxTTL };
}

function errorTtlOf({ errorTtl }: Deployment, status: number): number {
  return errorTtl.get(status) ?? defaultErrorTtl;
}

function validated(
  stored: StoredObject,
  headers: Headers,
  call: Call,
  now: number,
): StoredObject | undefined {
  const seconds = lifeOf({ status: stored.status, headers }, call, now);
  return seconds === undefined ? undefined : { ...stored, headers, ...timesOf(headers, seconds, now) };
}

function timesOf(headers: Headers, seconds: number, now: number) {
  const { cacheControl } = cacheHeaders(headers);
  const freshUntil = now + seconds * 1000;
  const ifError = staleSeconds(cacheControl, 'stale-if-error');
  return {
    validatedAt: now,
    freshUntil,
    staleUntil: freshUntil + (staleSeconds(cacheControl, 'stale-while-revalidate') ?? 0) * 1000,
    usableUntil: ifError === undefined ? Number.POSITIVE_INFINITY : freshUntil + ifError * 1000,
  };
}

/** A 304 tells anew of the object, and nothing of its body. */
function refreshedHeaders(stored: StoredObject, answer: OriginResponse): Headers {
  const told = Object.entries(answer.headers).filter(
    ([name]) => !/^content-(length|type|encoding|range)$/.test(name),
  );
  return { ...stored.headers, ...Object.fromEntries(told) };
}

function cacheHeaders(headers: Headers): CacheHeaders {
  const text = (name: string) => (headers[name] === undefined ? undefined : String(headers[name]));
  return { cacheControl: text('cache-control'), expires: text('expires') };
}

function conditionsOf(stored: StoredObject | undefined): Record<string, string> {
  if (!stored || stored.status >= 400) return {};
  const { etag, 'last-modified': modified } = stored.headers;
  return {
    ...(etag === undefined ? {} : { 'if-none-match': String(etag) }),
    ...(modified === undefined ? {} : { 'if-modified-since': String(modified) }),
  };
}

function fromCache(stored: StoredObject, now: number, result: EdgeResult): Fetched {
  const { status, headers, body, chunked, validatedAt } = stored;
  const age = Math.max(0, Math.floor((now - validatedAt) / 1000));
  return { status, headers, body, chunked, age, result: status >= 400 ? 'Error' : result };
}

function discard({ body }: OriginResponse): void {
  if (body instanceof Readable) body.destroy();
}
