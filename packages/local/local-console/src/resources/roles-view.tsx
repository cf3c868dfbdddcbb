import { roleList } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Code } from '../parts/code.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NameLink } from '../parts/name-link.tsx';
import { Table } from '../parts/table.tsx';
import { clock, count } from '../words.ts';

export function RolesView({ open: [name] }: { readonly open: readonly string[] }) {
  const asked = useAsked('/roles', roleList);
  return (
    <Loaded asked={asked}>
      {({ enforced, roles }) => {
        const found = roles.find((role) => role.name === name);
        return (
          <>
            {!enforced && (
              <p>Policies are not evaluated. Start local-aws with --enforce-iam to see what they allow.</p>
            )}
            <Table
              caption="Roles"
              columns={['Role', 'Policies', 'Allowed', 'Refused']}
              rows={roles.map((role) => ({
                key: role.name,
                cells: [
                  <NameLink view="roles" name={role.name} open={name} />,
                  role.policies.length,
                  role.decisions.filter(({ allowed }) => allowed).length,
                  role.decisions.filter(({ allowed }) => !allowed).length,
                ],
              }))}
            />
            {found && (
              <section aria-labelledby="role-name">
                <h2 id="role-name">{found.name}</h2>
                <h3>What policies said last: {count(found.decisions.length, 'question')}</h3>
                <Table
                  caption="What policies said last"
                  columns={['Answer', 'Action', 'Resource', 'By', 'At']}
                  rows={found.decisions.map(({ allowed, action, resource, by, at }) => ({
                    key: `${action} ${resource}`,
                    cells: [
                      allowed ? 'allowed' : <span class="bad">refused</span>,
                      action,
                      resource,
                      by,
                      clock(at),
                    ],
                  }))}
                />
                {found.policies.map((policy, index) => (
                  <Code key={index} label={`Policy ${index + 1}`} text={JSON.stringify(policy)} />
                ))}
              </section>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
