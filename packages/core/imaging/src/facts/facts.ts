/** What a photo's file says about it. Each text is bounded; nothing that is absent, empty or nonsense has a field. */
export interface Facts {
  camera?: string;
  lens?: string;
  exposure?: Exposure;
  /** ISO 8601 to the second, where the camera was; with its offset from UTC if the file says that. */
  takenAt?: string;
  title?: string;
  description?: string;
  keywords?: string[];
  creators?: string[];
  credit?: string;
  copyright?: string;
  usageTerms?: string;
  /** A term of cv.iptc.org/newscodes/digitalsourcetype, such as `trainedAlgorithmicMedia`. */
  digitalSourceType?: string;
  /** Whether the file holds a C2PA manifest; it is not verified. */
  contentCredentials?: true;
  location?: Location;
}

export interface Exposure {
  seconds?: number;
  fNumber?: number;
  iso?: number;
  focalLengthMm?: number;
  /** What would show as much on 35 mm film. */
  equivalentFocalLengthMm?: number;
}

/** Degrees, north and east; metres above the sea. */
export interface Location {
  latitude: number;
  longitude: number;
  altitude?: number;
}

/** The facts of several sources, each fact of the first that knows it. */
export function firstOf(...sources: readonly Facts[]): Facts {
  const exposure = Object.assign({}, ...sources.map((source) => source.exposure).toReversed());
  const merged: Facts = Object.assign({}, ...sources.toReversed());
  return { ...merged, ...(Object.keys(exposure).length > 0 && { exposure }) };
}

/** The same without its absent fields: the catalog stores none. */
export function present<T extends object>(fields: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** Those fields, if there are any. */
export function presentOrNone<T extends object>(
  fields: { [Key in keyof T]: T[Key] | undefined },
): T | undefined {
  const some = present(fields);
  return Object.keys(some).length > 0 ? some : undefined;
}
