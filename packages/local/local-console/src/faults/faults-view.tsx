import { useState } from 'preact/hooks';
import { send } from '../api/ask.ts';
import { type Fault, faultSettings } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Table } from '../parts/table.tsx';
import { deliveries } from './deliveries.ts';
import { FaultForm } from './fault-form.tsx';

export function FaultsView() {
  const asked = useAsked('/faults', faultSettings);
  const [problem, setProblem] = useState('');
  async function replace(faults: readonly object[]) {
    setProblem('');
    try {
      await send('PUT', '/faults', { faults }, faultSettings);
      asked.again();
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  return (
    <Loaded asked={asked}>
      {({ faults, operations = {} }) => (
        <>
          {faults.length === 0 ? (
            <p class="quiet">No faults. Everything works as it should.</p>
          ) : (
            <Table
              caption="Active faults"
              columns={['Where', 'What happens', 'Change']}
              rows={faults.map((fault, index) => ({
                key: JSON.stringify(fault),
                cells: [
                  whereOf(fault),
                  whatOf(fault),
                  <button
                    type="button"
                    aria-label={`Remove the fault of ${whereOf(fault)}`}
                    onClick={() => replace(faults.filter((_, other) => other !== index))}
                  >
                    Remove
                  </button>,
                ],
              }))}
            />
          )}
          <p role="status" class="bad">
            {problem}
          </p>
          <FaultForm operations={operations} add={(fault) => replace([...faults, fault])} />
        </>
      )}
    </Loaded>
  );
}

function whereOf(fault: Fault): string {
  const { service, operation, role, errorRate, latencyMs, crashAt, duplicateRate, lateMs } = fault;
  const strikesRequests = errorRate > 0 || latencyMs > 0 || crashAt !== undefined;
  const strikesDeliveries = duplicateRate > 0 || lateMs > 0;
  if (strikesDeliveries && !strikesRequests) return `${service} ${deliveries[service]}`;
  return [service, operation ?? 'all operations', ...(role === undefined ? [] : [`of ${role}`])].join(' ');
}

function whatOf({ errorRate, latencyMs, crashAt, duplicateRate, lateMs }: Fault): string {
  const effects = [
    ...(errorRate > 0 ? [`${Math.round(errorRate * 100)} % fail`] : []),
    ...(latencyMs > 0 ? [`${latencyMs} ms slower`] : []),
    ...(crashAt === undefined ? [] : [`the sender of request ${crashAt} is killed`]),
    ...(duplicateRate > 0 ? [`${Math.round(duplicateRate * 100)} % arrive twice`] : []),
    ...(lateMs > 0 ? [`up to ${lateMs} ms late`] : []),
  ];
  return effects.join(', ') || 'nothing';
}
