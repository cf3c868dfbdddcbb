/** Megabytes that Lambda says the function has: somebody may have given it more since it was deployed. */
export function memoryOfFunction(configured: number): number {
  return Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? configured);
}
