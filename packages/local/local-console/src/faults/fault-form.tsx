import { useState } from 'preact/hooks';
import { deliveries } from './deliveries.ts';

/** What can go wrong with requests or with what a service delivers, each with the number that it needs. */
const effects = {
  errorRate: { of: 'requests', label: 'Requests fail, in percent', value: '30', scale: 0.01 },
  latencyMs: { of: 'requests', label: 'Requests are slower, in milliseconds', value: '500', scale: 1 },
  crashAt: { of: 'requests', label: 'Kill the function that sends request number', value: '1', scale: 1 },
  duplicateRate: { of: 'deliveries', label: 'Events arrive twice, in percent', value: '30', scale: 0.01 },
  lateMs: { of: 'deliveries', label: 'Events are late, by milliseconds at most', value: '5000', scale: 1 },
} as const;

type Effect = keyof typeof effects;

export function FaultForm({
  operations,
  add,
}: {
  readonly operations: Readonly<Record<string, readonly string[]>>;
  readonly add: (fault: object) => Promise<void>;
}) {
  const [service, setService] = useState('dynamodb');
  const [operation, setOperation] = useState('');
  const [effect, setEffect] = useState<Effect>('errorRate');
  const [value, setValue] = useState<string>(effects.errorRate.value);
  function choose(next: Effect) {
    setEffect(next);
    setValue(effects[next].value);
    if (effects[next].of === 'deliveries') {
      setOperation('');
      if (!(service in deliveries)) setService('s3');
    }
  }
  const isDelivery = effects[effect].of === 'deliveries';
  const services = Object.keys(isDelivery ? deliveries : operations).sort();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const amount = { [effect]: Number(value) * effects[effect].scale };
        const where = { service, ...(operation && { operation }) };
        void add({ ...where, ...amount });
      }}
    >
      <h2>Add a fault</h2>
      <p class="fields">
        <label>
          What happens
          <select value={effect} onChange={(event) => choose(event.currentTarget.value as Effect)}>
            {Object.entries(effects).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          How much
          <input
            type="number"
            min="0"
            required
            value={value}
            onInput={(event) => setValue(event.currentTarget.value)}
          />
        </label>
        <label>
          Service
          <select
            value={service}
            onChange={(event) => {
              setService(event.currentTarget.value);
              setOperation('');
            }}
          >
            {services.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {isDelivery ? null : (
          <label>
            Operation
            <select value={operation} onChange={(event) => setOperation(event.currentTarget.value)}>
              <option value="">all</option>
              {(operations[service] ?? []).map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
      </p>
      <p class="buttons">
        <button type="submit">Add fault</button>
      </p>
    </form>
  );
}
