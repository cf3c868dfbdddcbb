import { alarmList } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { NameLink } from '../parts/name-link.tsx';
import { Table } from '../parts/table.tsx';
import { clock } from '../words.ts';

export function AlarmsView({ open: [name] }: { readonly open: readonly string[] }) {
  const asked = useAsked('/alarms', alarmList);
  return (
    <Loaded asked={asked}>
      {({ alarms }) => {
        const found = alarms.find((alarm) => alarm.name === name);
        return (
          <>
            <Table
              caption="Alarms"
              columns={['Alarm', 'State', 'Since']}
              rows={alarms.map((alarm) => ({
                key: alarm.name,
                cells: [
                  <NameLink view="alarms" name={alarm.name} open={name} />,
                  alarm.state === 'ALARM' ? <span class="bad">{alarm.state}</span> : alarm.state,
                  clock(alarm.changedAt),
                ],
              }))}
            />
            {found && (
              <section aria-labelledby="alarm-name">
                <h2 id="alarm-name">{found.name}</h2>
                {found.description && <p>{found.description}</p>}
                <p>{found.reason}</p>
                <h3>Whom it tells</h3>
                {found.actions.length === 0 && <p class="quiet">Nobody.</p>}
                <ul>
                  {found.actions.map((action) => (
                    <li key={action}>{action}</li>
                  ))}
                </ul>
              </section>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
