import { awsCallerIdentity } from '../data/aws-caller-identity.ts';
import { awsPartition } from '../data/aws-partition.ts';
import { awsRegion } from '../data/aws-region.ts';
import type { ResourceType } from '../resource-type.ts';
import { awsApiGatewayAuthorizer } from './aws-api-gateway-authorizer.ts';
import { awsApiGatewayDeployment } from './aws-api-gateway-deployment.ts';
import { awsApiGatewayGatewayResponse } from './aws-api-gateway-gateway-response.ts';
import { awsApiGatewayIntegration } from './aws-api-gateway-integration.ts';
import { awsApiGatewayMethod } from './aws-api-gateway-method.ts';
import { awsApiGatewayMethodSettings } from './aws-api-gateway-method-settings.ts';
import { awsApiGatewayResource } from './aws-api-gateway-resource.ts';
import { awsApiGatewayRestApi } from './aws-api-gateway-rest-api.ts';
import { awsApiGatewayStage } from './aws-api-gateway-stage.ts';
import { awsApiGatewayUsagePlan } from './aws-api-gateway-usage-plan.ts';
import { awsCloudfrontCachePolicy } from './aws-cloudfront-cache-policy.ts';
import { awsCloudfrontDistribution } from './aws-cloudfront-distribution.ts';
import { awsCloudfrontFunction } from './aws-cloudfront-function.ts';
import { awsCloudfrontKeyValueStore } from './aws-cloudfront-key-value-store.ts';
import { awsCloudfrontOriginAccessControl } from './aws-cloudfront-origin-access-control.ts';
import { awsCloudfrontOriginRequestPolicy } from './aws-cloudfront-origin-request-policy.ts';
import { awsCloudfrontResponseHeadersPolicy } from './aws-cloudfront-response-headers-policy.ts';
import { awsCloudwatchDashboard } from './aws-cloudwatch-dashboard.ts';
import { awsCloudwatchEventBus } from './aws-cloudwatch-event-bus.ts';
import { awsCloudwatchEventRule } from './aws-cloudwatch-event-rule.ts';
import { awsCloudwatchEventTarget } from './aws-cloudwatch-event-target.ts';
import { awsCloudwatchLogDelivery } from './aws-cloudwatch-log-delivery.ts';
import { awsCloudwatchLogDeliveryDestination } from './aws-cloudwatch-log-delivery-destination.ts';
import { awsCloudwatchLogDeliverySource } from './aws-cloudwatch-log-delivery-source.ts';
import { awsCloudwatchLogGroup } from './aws-cloudwatch-log-group.ts';
import { awsCloudwatchMetricAlarm } from './aws-cloudwatch-metric-alarm.ts';
import { awsDynamodbTable } from './aws-dynamodb-table.ts';
import { awsIamRole } from './aws-iam-role.ts';
import { awsIamRolePolicy } from './aws-iam-role-policy.ts';
import { awsKmsAlias } from './aws-kms-alias.ts';
import { awsKmsKey } from './aws-kms-key.ts';
import { awsLambdaEventSourceMapping } from './aws-lambda-event-source-mapping.ts';
import { awsLambdaFunction } from './aws-lambda-function.ts';
import { awsLambdaFunctionEventInvokeConfig } from './aws-lambda-function-event-invoke-config.ts';
import { awsLambdaFunctionUrl } from './aws-lambda-function-url.ts';
import { awsLambdaPermission } from './aws-lambda-permission.ts';
import { awsS3Bucket } from './aws-s3-bucket.ts';
import { awsS3BucketCorsConfiguration } from './aws-s3-bucket-cors-configuration.ts';
import { awsS3BucketLifecycleConfiguration } from './aws-s3-bucket-lifecycle-configuration.ts';
import { awsS3BucketNotification } from './aws-s3-bucket-notification.ts';
import { awsS3BucketOwnershipControls } from './aws-s3-bucket-ownership-controls.ts';
import { awsS3BucketPolicy } from './aws-s3-bucket-policy.ts';
import { awsS3BucketPublicAccessBlock } from './aws-s3-bucket-public-access-block.ts';
import { awsS3BucketServerSideEncryptionConfiguration } from './aws-s3-bucket-server-side-encryption-configuration.ts';
import { awsS3BucketVersioning } from './aws-s3-bucket-versioning.ts';
import { awsSnsTopic } from './aws-sns-topic.ts';
import { awsSnsTopicPolicy } from './aws-sns-topic-policy.ts';
import { awsSnsTopicSubscription } from './aws-sns-topic-subscription.ts';
import { awsSqsQueue } from './aws-sqs-queue.ts';
import { awsSqsQueuePolicy } from './aws-sqs-queue-policy.ts';

/** Every resource type that the embedded deployment knows, one file each. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  aws_api_gateway_authorizer: awsApiGatewayAuthorizer,
  aws_api_gateway_deployment: awsApiGatewayDeployment,
  aws_api_gateway_gateway_response: awsApiGatewayGatewayResponse,
  aws_api_gateway_integration: awsApiGatewayIntegration,
  aws_api_gateway_method: awsApiGatewayMethod,
  aws_api_gateway_method_settings: awsApiGatewayMethodSettings,
  aws_api_gateway_resource: awsApiGatewayResource,
  aws_api_gateway_rest_api: awsApiGatewayRestApi,
  aws_api_gateway_stage: awsApiGatewayStage,
  aws_api_gateway_usage_plan: awsApiGatewayUsagePlan,
  aws_cloudfront_cache_policy: awsCloudfrontCachePolicy,
  aws_cloudfront_distribution: awsCloudfrontDistribution,
  aws_cloudfront_function: awsCloudfrontFunction,
  aws_cloudfront_key_value_store: awsCloudfrontKeyValueStore,
  aws_cloudfront_origin_access_control: awsCloudfrontOriginAccessControl,
  aws_cloudfront_origin_request_policy: awsCloudfrontOriginRequestPolicy,
  aws_cloudfront_response_headers_policy: awsCloudfrontResponseHeadersPolicy,
  aws_cloudwatch_event_bus: awsCloudwatchEventBus,
  aws_cloudwatch_dashboard: awsCloudwatchDashboard,
  aws_cloudwatch_event_rule: awsCloudwatchEventRule,
  aws_cloudwatch_event_target: awsCloudwatchEventTarget,
  aws_cloudwatch_log_delivery: awsCloudwatchLogDelivery,
  aws_cloudwatch_log_delivery_destination: awsCloudwatchLogDeliveryDestination,
  aws_cloudwatch_log_delivery_source: awsCloudwatchLogDeliverySource,
  aws_cloudwatch_log_group: awsCloudwatchLogGroup,
  aws_cloudwatch_metric_alarm: awsCloudwatchMetricAlarm,
  aws_dynamodb_table: awsDynamodbTable,
  aws_iam_role: awsIamRole,
  aws_iam_role_policy: awsIamRolePolicy,
  aws_kms_alias: awsKmsAlias,
  aws_kms_key: awsKmsKey,
  aws_lambda_event_source_mapping: awsLambdaEventSourceMapping,
  aws_lambda_function: awsLambdaFunction,
  aws_lambda_function_event_invoke_config: awsLambdaFunctionEventInvokeConfig,
  aws_lambda_function_url: awsLambdaFunctionUrl,
  aws_lambda_permission: awsLambdaPermission,
  aws_s3_bucket: awsS3Bucket,
  aws_s3_bucket_cors_configuration: awsS3BucketCorsConfiguration,
  aws_s3_bucket_lifecycle_configuration: awsS3BucketLifecycleConfiguration,
  aws_s3_bucket_notification: awsS3BucketNotification,
  aws_s3_bucket_ownership_controls: awsS3BucketOwnershipControls,
  aws_s3_bucket_policy: awsS3BucketPolicy,
  aws_s3_bucket_public_access_block: awsS3BucketPublicAccessBlock,
  aws_s3_bucket_server_side_encryption_configuration: awsS3BucketServerSideEncryptionConfiguration,
  aws_s3_bucket_versioning: awsS3BucketVersioning,
  aws_sns_topic: awsSnsTopic,
  aws_sns_topic_policy: awsSnsTopicPolicy,
  aws_sns_topic_subscription: awsSnsTopicSubscription,
  aws_sqs_queue: awsSqsQueue,
  aws_sqs_queue_policy: awsSqsQueuePolicy,
};

export const dataSourceTypes: Readonly<Record<string, ResourceType>> = {
  aws_caller_identity: awsCallerIdentity,
  aws_partition: awsPartition,
  aws_region: awsRegion,
};
