import type { Cloud } from '../../cloud/cloud.ts';
import type { SelectedVersion } from './find-parameter.ts';
import { type Parameter, type ParameterVersion, parameterArn, type SsmState } from './ssm-state.ts';

/** The API's `Parameter`, for callers that read values. */
export function parameterDocument(
  { cloud, state }: { readonly cloud: Cloud; readonly state: SsmState },
  { parameter: { name }, version, selector }: SelectedVersion,
  withDecryption: boolean,
) {
  return {
    Name: name,
    Type: version.type,
    Value: readValue(state, name, version, withDecryption),
    Version: version.version,
    ...(selector === undefined ? {} : { Selector: selector }),
    LastModifiedDate: version.modifiedAt / 1000,
    ARN: parameterArn(cloud, name),
    DataType: version.dataType,
  };
}

/** `ParameterMetadata` of the API: everything but the value. */
export function metadataDocument(cloud: Cloud, { name, latest }: Parameter) {
  return { ...versionDocument(name, latest), ARN: parameterArn(cloud, name) };
}

/** `ParameterHistory` of the API. */
export function historyDocument(
  state: SsmState,
  name: string,
  version: ParameterVersion,
  withDecryption: boolean,
) {
  return {
    ...versionDocument(name, version),
    Value: readValue(state, name, version, withDecryption),
    Labels: [],
  };
}

function versionDocument(name: string, version: ParameterVersion) {
  return {
    Name: name,
    Type: version.type,
    KeyId: version.keyId,
    LastModifiedDate: version.modifiedAt / 1000,
    LastModifiedUser: version.modifiedBy,
    Description: version.description,
    AllowedPattern: version.allowedPattern,
    Version: version.version,
    Tier: version.tier,
    Policies: [],
    DataType: version.dataType,
  };
}

function readValue({ cipher }: SsmState, name: string, version: ParameterVersion, withDecryption: boolean) {
  const decrypt = withDecryption && version.type === 'SecureString';
  return decrypt ? cipher.decrypt(name, version.value) : version.value;
}
