import { z } from 'zod';

/** The stack's outputs, however it was deployed. */
export const outputsSchema = z
  .object({
    api_url: z.url(),
    delivery_url: z.url(),
    originals_bucket: z.string(),
    variants_bucket: z.string(),
    overlays_bucket: z.string(),
    table_name: z.string(),
    process_upload_function: z.string(),
    record_failure_function: z.string(),
    images_api_function: z.string(),
    publish_changes_function: z.string(),
  })
  .transform((outputs) => ({
    apiUrl: outputs.api_url,
    deliveryUrl: outputs.delivery_url,
    originalsBucket: outputs.originals_bucket,
    variantsBucket: outputs.variants_bucket,
    overlaysBucket: outputs.overlays_bucket,
    tableName: outputs.table_name,
    processUploadFunction: outputs.process_upload_function,
    recordFailureFunction: outputs.record_failure_function,
    imagesApiFunction: outputs.images_api_function,
    publishChangesFunction: outputs.publish_changes_function,
  }));
