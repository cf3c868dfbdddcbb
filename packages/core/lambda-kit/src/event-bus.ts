/** The variable by which `publish-changes` knows the event bus, by name or ARN; absent if there is none. */
export const eventBusVariable = 'EVENT_BUS';

/** What the events on the bus say of their origin. */
export const eventSource = 'darkroom';
