// Makes of a fresh context what JavaScript runtime 2.0 of CloudFront functions has: all of ES 5.1 and what AWS lists
// beyond it. Source: CloudFront developer guide, "JavaScript runtime 2.0 features for CloudFront Functions".
// `host` is what only Node.js can do; it takes and gives texts, numbers and bytes.
(host) => {
  const RealDate = Date;
  const { construct } = Reflect;

  const keep = (target, names) => {
    for (const name of Object.getOwnPropertyNames(target)) if (!names.includes(name)) delete target[name];
  };
  const words = (text) => text.trim().split(/\s+/);

  const iterating =
    'every fill filter find findIndex forEach includes indexOf join lastIndexOf map reduce reduceRight reverse slice some sort';
  const typed = [
    Float32Array,
    Float64Array,
    Int8Array,
    Int16Array,
    Int32Array,
    Uint8Array,
    Uint8ClampedArray,
  ];
  const TypedArray = Object.getPrototypeOf(Int8Array);
  keep(TypedArray, words('from of name length prototype'));
  keep(
    TypedArray.prototype,
    words(`buffer byteLength byteOffset length constructor copyWithin set subarray toString ${iterating}`),
  );
  keep(
    Array.prototype,
    words(
      `concat constructor copyWithin length pop push shift splice toLocaleString toString unshift ${iterating}`,
    ),
  );
  keep(Array, words('isArray of name length prototype'));
  keep(
    Object,
    words(`assign create defineProperties defineProperty entries freeze getOwnPropertyDescriptor
      getOwnPropertyDescriptors getOwnPropertyNames getPrototypeOf is isExtensible isFrozen isSealed keys
      preventExtensions seal setPrototypeOf values name length prototype`),
  );
  keep(
    Object.prototype,
    words(
      `constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf __proto__`,
    ),
  );
  keep(String, words('fromCharCode fromCodePoint name length prototype'));
  keep(
    String.prototype,
    words(`charAt charCodeAt codePointAt concat constructor endsWith includes indexOf lastIndexOf length localeCompare
      match padEnd padStart repeat replace replaceAll search slice split startsWith substr substring toLocaleLowerCase
      toLocaleUpperCase toLowerCase toString toUpperCase trim trimEnd trimStart valueOf`),
  );
  keep(Promise, words('all allSettled any race reject resolve name length prototype'));
  keep(
    Symbol,
    words('for keyFor name length prototype iterator species toPrimitive toStringTag hasInstance'),
  );
  keep(
    Math,
    words(`E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh
      exp expm1 floor fround hypot imul log log1p log2 log10 max min pow random round sign sinh sin sqrt tan tanh trunc`),
  );
  keep(ArrayBuffer, words('isView name length prototype'));
  keep(ArrayBuffer.prototype, words('byteLength constructor slice'));
  for (const name of Object.getOwnPropertyNames(DataView.prototype))
    if (/Big|16Float/.test(name)) delete DataView.prototype[name];

  // A thrown error of Node.js becomes one of this context.
  const guarded =
    (call) =>
    (...values) => {
      try {
        return call(...values);
      } catch (error) {
        throw new TypeError(String(error?.message ?? error));
      }
    };

  const encodings = ['utf8', 'hex', 'base64', 'base64url'];
  const checked = (encoding) => {
    if (encoding !== undefined && !encodings.includes(encoding))
      throw new TypeError(`unknown encoding ${encoding}`);
    return encoding;
  };
  const Bytes = host.Buffer;
  const Buffer = {
    alloc: guarded((size, fill, encoding) => Bytes.alloc(size, fill, checked(encoding))),
    allocUnsafe: guarded((size) => Bytes.alloc(size)),
    byteLength: guarded((value, encoding) => Bytes.byteLength(value, checked(encoding))),
    compare: guarded((one, other) => Bytes.compare(one, other)),
    concat: guarded((list, length) => Bytes.concat(list, length)),
    from: guarded((value, second, third) =>
      Bytes.from(value, typeof value === 'string' ? checked(second) : second, third),
    ),
    isBuffer: (value) => Bytes.isBuffer(value),
    isEncoding: (encoding) => encodings.includes(encoding),
  };

  const digests = ['md5', 'sha1', 'sha256'];
  const digester = (make) => (algorithm, key) => {
    if (!digests.includes(algorithm)) throw new TypeError(`not supported algorithm: "${algorithm}"`);
    const state = guarded(make)(algorithm, key);
    const digest = {
      update(data) {
        guarded(() => state.update(data))();
        return digest;
      },
      digest: guarded((encoding) =>
        encoding === undefined ? state.digest() : state.digest(checked(encoding)),
      ),
    };
    return digest;
  };
  const crypto = { createHash: digester(host.createHash), createHmac: digester(host.createHmac) };

  const query = host.querystring;
  // Through JSON, so that lists are lists of this context.
  const parseHere = guarded((...given) => JSON.parse(JSON.stringify(query.parse(...given))));
  const stringifyHere = guarded((...given) => query.stringify(...given));
  const querystring = {
    escape: guarded(query.escape),
    unescape: guarded(query.unescape),
    parse: parseHere,
    decode: parseHere,
    stringify: stringifyHere,
    encode: stringifyHere,
  };

  const cf = {
    kvs(id) {
      const store = host.store(id);
      if (store === undefined)
        throw new Error('InvalidKeyValueStore: no key value store of this id is associated');
      return {
        async get(key, options) {
          const value = store.get(String(key));
          if (value === undefined) throw new Error('KeyNotFound');
          const format = options?.format ?? 'string';
          if (format === 'json') return JSON.parse(value);
          if (format === 'bytes') return new TextEncoder().encode(value);
          if (format !== 'string') throw new TypeError(`unknown format ${format}`);
          return value;
        },
        exists: async (key) => store.has(String(key)),
        count: async () => store.size,
        meta: async () => JSON.parse(host.storeMeta(id)),
      };
    },
  };
  for (const name of words(
    'updateRequestOrigin selectRequestOriginById createRequestOriginGroup edgeLocation rawQueryString',
  ))
    cf[name] = () => {
      throw new Error(`local-aws does not implement cf.${name}`);
    };

  const modules = { buffer: Buffer, cloudfront: cf, crypto, querystring };
  const require = (name) => {
    if (!Object.keys(modules).includes(name)) throw new Error(`Cannot find module "${name}"`);
    return modules[name];
  };

  class InternalError extends Error {}
  class TextEncoder {
    encode(text = '') {
      return new Uint8Array(Bytes.from(String(text)));
    }
    encodeInto(text, target) {
      const { read, written } = host.encodeInto(String(text), target);
      return { read, written };
    }
  }
  class TextDecoder {
    #decoder;
    constructor(encoding, options) {
      this.#decoder = guarded(host.decoder)(encoding, options);
    }
    get encoding() {
      return this.#decoder.encoding;
    }
    get fatal() {
      return this.#decoder.fatal;
    }
    get ignoreBOM() {
      return this.#decoder.ignoreBOM;
    }
    decode(bytes) {
      return guarded(() => this.#decoder.decode(bytes))();
    }
  }

  // The time stands still while a function runs.
  let now = 0;
  function FixedDate(...given) {
    if (new.target === undefined) return new RealDate(now).toString();
    return construct(RealDate, given.length === 0 ? [now] : given, new.target);
  }
  FixedDate.prototype = RealDate.prototype;
  RealDate.prototype.constructor = FixedDate;
  FixedDate.UTC = RealDate.UTC;
  FixedDate.parse = RealDate.parse;
  FixedDate.now = () => now;
  Object.defineProperty(FixedDate, 'name', { value: 'Date' });

  const atob = (text) => host.atob(String(text));
  const btoa = (text) => host.btoa(String(text));
  const console = { log: (text) => host.log(typeof text === 'string' ? text : describe(text)) };
  const describe = (value) => {
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  };

  const listed = new Set(
    words(`Array ArrayBuffer Boolean DataView Error EvalError Function Infinity JSON Math NaN Number Object Promise
      RangeError ReferenceError RegExp String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array
      decodeURI decodeURIComponent encodeURI encodeURIComponent globalThis isFinite isNaN parseFloat parseInt undefined`),
  );
  for (const { name } of typed) listed.add(name);
  for (const name of Object.getOwnPropertyNames(globalThis)) if (!listed.has(name)) delete globalThis[name];
  const own = {
    Buffer,
    Date: FixedDate,
    InternalError,
    TextDecoder,
    TextEncoder,
    atob,
    btoa,
    console,
    require,
  };
  for (const name of Object.keys(own))
    Object.defineProperty(globalThis, name, { value: own[name], writable: true, configurable: true });

  // What Node.js calls: it runs the program anew, then its handler, and tells the outcome once all promises are settled.
  const { parse: fromJson, stringify: toJson } = JSON;
  return (load, event, time) => {
    now = time;
    const fail = (error) => host.fail(describe(error));
    const succeed = (value) => host.succeed(toJson(value) ?? 'null');
    try {
      const result = load()(fromJson(event));
      if (result instanceof Promise) result.then(succeed).catch(fail);
      else succeed(result);
    } catch (error) {
      fail(error);
    }
  };
};
