import type { BilledUse, Made, Traffic } from './billed-use.ts';
import { type Architecture, prices } from './prices.ts';

export interface FunctionCost extends BilledUse {
  readonly function: string;
  readonly dollars: number;
}

/** In US dollars, at the list prices of `prices`. */
export interface Estimate {
  readonly functions: readonly FunctionCost[];
  readonly made: Made;
  readonly spent: {
    readonly lambda: number;
    readonly api: number;
    readonly s3: number;
    readonly dynamodb: number;
  };
  /** Making and recording them. Absent if no image was made. */
  readonly perThousandImages?: number;
  /** Pictures of the average size of those that were made, all from CloudFront's cache. Absent if none was made. */
  readonly perMillionViews?: number;
  /** Of the images that were made, with their originals. */
  readonly stored: { readonly dollarsPerMonth: number };
}

/** Of the catalog for one image, from its announcement to the end of its processing; the benchmark `dollars` counts them. */
export const unitsPerImage = { write: 34, read: 12 };

const gigabyte = 1024 ** 3;

/** What a stage's traffic costs. */
export function estimateCost({ functions, made }: Traffic, architecture: Architecture): Estimate {
  const { lambda, s3, dynamodb, apiGateway, cloudFront } = prices;
  const { images, variants, bytesIn, bytesOut } = made;
  const costs = [...functions].map(([name, use]) => ({
    function: name,
    ...use,
    dollars: use.invocations * lambda.request + use.gbSeconds * lambda.gbSecond[architecture],
  }));
  const spent = {
    lambda: costs.reduce((sum, { dollars }) => sum + dollars, 0),
    api: (functions.get('images-api')?.invocations ?? 0) * apiGateway.request,
    s3: (images + variants) * s3.write + images * s3.read,
    dynamodb: images * (unitsPerImage.write * dynamodb.writeUnit + unitsPerImage.read * dynamodb.readUnit),
  };
  const making = costs.find((cost) => cost.function === 'process-upload')?.dollars ?? 0;
  const averageGb = bytesOut / variants / gigabyte;
  return {
    functions: costs,
    made,
    spent,
    ...(images > 0 && { perThousandImages: (1000 * (making + spent.s3 + spent.dynamodb)) / images }),
    ...(variants > 0 && {
      perMillionViews: 1e6 * (cloudFront.request + cloudFront.viewerFunction + averageGb * cloudFront.gb),
    }),
    stored: { dollarsPerMonth: ((bytesIn + bytesOut) / gigabyte) * s3.gbMonth },
  };
}
