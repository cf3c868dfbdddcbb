import { topicList } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { NameLink } from '../parts/name-link.tsx';
import { Table } from '../parts/table.tsx';

export function TopicsView({ open: [name] }: { readonly open: readonly string[] }) {
  const asked = useAsked('/topics', topicList);
  return (
    <Loaded asked={asked}>
      {({ topics }) => {
        const found = topics.find((topic) => topic.name === name);
        return (
          <>
            <Table
              caption="Topics"
              columns={['Topic', 'Subscriptions']}
              rows={topics.map((topic) => ({
                key: topic.name,
                cells: [<NameLink view="topics" name={topic.name} open={name} />, topic.subscriptions.length],
              }))}
            />
            {found && (
              <section aria-labelledby="topic-name">
                <h2 id="topic-name">{found.name}</h2>
                <p>{found.arn}</p>
                <Table
                  caption="Subscriptions"
                  columns={['Protocol', 'Endpoint']}
                  rows={found.subscriptions.map(({ protocol, endpoint }) => ({
                    key: `${protocol} ${endpoint}`,
                    cells: [protocol, endpoint],
                  }))}
                />
              </section>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
