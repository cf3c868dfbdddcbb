export { type Deployment, type DeployOptions, deployEmbedded, type Progress } from './deploy-embedded.ts';
export { DeployError, type DeployErrorCode } from './errors.ts';
