import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isLive, listen } from './api/live.ts';
import { FaultsView } from './faults/faults-view.tsx';
import { FunctionsView } from './functions/functions-view.tsx';
import { AlarmsView } from './resources/alarms-view.tsx';
import { ApisView } from './resources/apis-view.tsx';
import { BucketsView } from './resources/buckets-view.tsx';
import { BusesView } from './resources/buses-view.tsx';
import { ParametersView } from './resources/parameters-view.tsx';
import { QueuesView } from './resources/queues-view.tsx';
import { RolesView } from './resources/roles-view.tsx';
import { TablesView } from './resources/tables-view.tsx';
import { TopicsView } from './resources/topics-view.tsx';
import { href, place, type View, views } from './routes.ts';
import { TrailsView } from './trail/trails-view.tsx';

const shown: Readonly<Record<View, ComponentType<{ open: readonly string[] }>>> = {
  trails: TrailsView,
  functions: FunctionsView,
  buckets: BucketsView,
  tables: TablesView,
  queues: QueuesView,
  topics: TopicsView,
  buses: BusesView,
  alarms: AlarmsView,
  apis: ApisView,
  parameters: ParametersView,
  roles: RolesView,
  faults: FaultsView,
};

const names = Object.keys(views) as View[];

export function App() {
  const { view, open } = place.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  useEffect(listen, []);
  useEffect(() => {
    document.title = `${views[view]} · Console of local-aws`;
    // Whoever follows a link by keyboard goes on from the new view's beginning.
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [view]);
  const Shown = shown[view];
  return (
    <>
      <header class="top">
        <p class="brand">local-aws</p>
        <nav aria-label="Views">
          {names.map((name) => (
            <a key={name} href={href(name)} aria-current={name === view ? 'page' : undefined}>
              {views[name]}
            </a>
          ))}
        </nav>
        <p class="live" role="status">
          {isLive.value ? 'Live' : 'Not connected'}
        </p>
      </header>
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {views[view]}
        </h1>
        <Shown open={open} />
      </main>
    </>
  );
}
