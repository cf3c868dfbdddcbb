import { type S3Call, type S3Operation, versionIdOf } from '../operation.ts';
import { noContent } from '../wire/responses.ts';
import { deleteVersion } from './delete-version.ts';

export const deleteObject: S3Operation = {
  name: 'DeleteObject',
  action: (call: S3Call) => (versionIdOf(call) ? 's3:DeleteObjectVersion' : 's3:DeleteObject'),
  async run(call) {
    const versionId = versionIdOf(call);
    const { version, marked } = await deleteVersion(
      call,
      call.key,
      versionId,
      call.request.headers['if-match'],
    );
    const isMarker = marked || version?.kind === 'delete-marker';
    return noContent({
      ...(isMarker ? { 'x-amz-delete-marker': 'true' } : {}),
      ...(marked && version ? { 'x-amz-version-id': version.versionId } : {}),
      ...(versionId ? { 'x-amz-version-id': versionId } : {}),
    });
  },
};
