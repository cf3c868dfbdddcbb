/** What happened to an alarm, with AWS's names. */
export interface HistoryItem {
  readonly AlarmName: string;
  readonly AlarmType: 'MetricAlarm';
  readonly Timestamp: Date;
  readonly HistoryItemType: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly HistorySummary: string;
  readonly HistoryData: string;
}

/** The newest items of all alarms, in memory. */
export interface History {
  add(item: Omit<HistoryItem, 'AlarmType' | 'HistoryData'> & { readonly data: object }): void;
  /** Newest first. */
  list(): readonly HistoryItem[];
}

const mostItems = 1_000;

export function createHistory(): History {
  const items: HistoryItem[] = [];
  return {
    add({ data, ...item }) {
      const HistoryData = JSON.stringify({ version: '1.0', ...data });
      items.unshift({ ...item, AlarmType: 'MetricAlarm', HistoryData });
      items.splice(mostItems);
    },
    list: () => items,
  };
}
