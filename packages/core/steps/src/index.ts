export { InvalidAnswerError, parseAnswer, parseReadyAnswer, type StepAnswer } from './answer.ts';
export { idempotencyKey, imageOf, type StepRequest, stepRequestSchema, variantsOf } from './request.ts';
export { parseStepFunctions } from './step-functions.ts';
