export { type FormUpload, type ImageEvent, parseEvent, type Unusable } from './image-event.ts';
export { type InvocationRecord, parseInvocationRecord } from './invocation-record.ts';
