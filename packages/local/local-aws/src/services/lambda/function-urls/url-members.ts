import { z } from 'zod';

export const authType = z.enum(['NONE', 'AWS_IAM']);
export const invokeMode = z.enum(['RESPONSE_STREAM', 'BUFFERED']);
