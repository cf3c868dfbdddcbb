import { box } from './make-avif.ts';

/**
 * Squares of 64 pixels in one colour (red 200, green 60, blue 40; `grey` is 128), as cjxl 0.7 writes them: without loss,
 * but for `lossy`. `deep` has 16 bits, `gamma` is 2 in sRGB's primaries, `linear` has an ICC profile, and of `animated` only the
 * first frame is that square. `turned` is stored 64 × 32, brick and blue, to be turned by a quarter; `waves` are a picture
 * of 96 × 64 in which damage can be seen.
 */
const files = {
  plain: '/wpPQEBxIQgCAQBkAEsYixUA1B9j0Ma/QAQAgOT4BYAEkBfYVBA=',
  lossy:
    '/wpPQEJxIQASiAIAOAFd5RIAABUqo4wbvJzr+fJDh8W0jesMbbVtAQAAADyAfyWMiWeAhYkZSGuMwXCMwYtQX7y7GOMdg0gvAAD/4j1o5gogMIBxAXANAGCwEgA=',
  alpha: '/wpPwILiQggIEABwAEsYixUA1B9j0O5fQAIAQHKCAEACyAsAAsiuBgY=',
  deep: 'AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAAAJanhsbAoAAAAzanhsY/8KT/ADUFwICAIBAHQASxiLFQDcP8bgYeNfIAIAQPT8AkAEAMj/izkE4gc=',
  grey: '/wpPQFBcCAgCAQBAAEsYixWAXf5/AGkGAChUAQA=',
  p3: '/wpPQEAmNwIIAgEAZABLGIsVANQfY9DGv0AEAIDk+AWABJAX2FQQ',
  pq: '/wpPBBCQR484HAAAAAACCAIBAGQASxiLFQDUH2PQxr9ABACA5PgFgASQF9hUEA==',
  hlg: '/wpPBBCQZyDQYwAAAAAICAIBAGQASxiLFQDUH2PQxr9ABACA5PgFgASQF9hUEA==',
  gamma: '/wpPQEAFWmKKCAIBAGQASxiLFQDUH2PQxr9ABACA5PgFgASQF9hUEA==',
  linear:
    '/wpPQAh/CgMS5gGwqZKhhPO8jlGl/8rsSyYuJdc4jPRKI6FlkNJSCG1CcnKqBu82upyogFzCZkybWX8APgEpdpzY+LOVVT95zusIFmuHbgQiSgFvFuCgXFhiCOYWQJtU0K6V4uJ0G/AUKmXm0HwUCAIBAGQASxiLFQDUH2PQxr9ABACA5PgFgASQF9hUEA==',
  turned:
    'AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAACwanhsY/8Kxy2QUFwSABKIAGgCv8ooAQBQoTLKuMHLuZ4vP3RYTNu4ztBW2xaWMCaeAeXgYAYDkBKDE7GxMUY0xuJgMZoxxpJhKB0AaFIALu6vHDHoe/H0c5Jt7isA8k4Z849RAFClzk9S4JAAwxUAs5RK+1IBAEvBmtDJwMZmNe8TKg5lXwpv/7JyGNRX6Qdtgt8RyjLSmN6ZbWZsq6ZnztI7IgcoeyDMAwBVAQ==',
  animated:
    '/wpPBAFYUFwSCAigggAAcABLGIsVANQfY9DGv4AEAIDULwCARJCAAxcQNpUrCAgykQoBAHQASxiLFQDUH2OMcT/uBSQAABwSCAAYgCDgIAS3kws=',
  waves:
    '/woPQUJxIQASiAIA7Add5RIAABUqo4wbvJzr+fJDh8W0jesMbbVtYUmiyDg2SSdwmKSgQA4Yg4wYI2MQI4UNrVq1lWSqru22bk8xBh1zRk0AMBJPgZBbUf5gy/5iy0uyS/Gi7cn6S1xFnuJBroKvt13z0w1DrWgH5LEnK8cpwq3+oDpxM0n6eiecYjMLkuhx09Z4xpTrbx2mRVnMu6dQjlHRCjlAsysXKdYfC4haX6QS5QT/bTvKDz34nRi1EVgla92k0ahVdeqIXkkE9uvN5bv1HeqZ12nOQbepdDoIKeU1ciSxaod848GD/8PJZMBQS3KbYruFrHMXLIaCOJJeQa41FYuTppFDnU+V1UBgImgScCSJkEE0IjMEEgsRFiH48wCFEiBlRIwSTIXpKZINiM53lB6ah4MJKBgUYASW+9ckCdmvusJWxyNHejm3gZQVKFrw/9ohnkFyyv/mVjWABykocG7FnLufOB8/PpIAIIwxto0xqK2s4v8KAAhuZ0xfroTLDfbna8zZ/63f9QRBl8BIuet3W3hYp50b7cCSCQclFinNr4lHogEVPSGwKO0bcp5LPaF4hKR2DBm2qoZ/RFSSjgbqixGeYte1Q4Z4sEOTxdtuCcxVNo1fm8TlV/uuBh4QNjf0LQVg1f/jd+eH8O8bETH/6cJ0YiYsX/ZrskabpbYKJ+dtHUo=',
} as const;

export function jxl(name: keyof typeof files): Buffer {
  return Buffer.from(files[name], 'base64');
}

export function inBoxes(...boxes: readonly Buffer[]): Buffer {
  const brand = [Buffer.from('jxl '), Buffer.alloc(4), Buffer.from('jxl ')];
  return Buffer.concat([box('JXL ', Buffer.from('\r\n\x87\n', 'latin1')), box('ftyp', ...brand), ...boxes]);
}
