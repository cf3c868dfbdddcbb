import type { TransformParameter } from '../api/transforms.ts';
import { words } from '../words.ts';

const numeric = { type: 'number' } as const;
const textual = { type: 'text' } as const;

/** A field for one parameter of a transform, of the kind that its description asks for. */
export function ParameterField({
  parameter,
  value,
  onChange,
}: {
  readonly parameter: TransformParameter;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { name, description, minimum, maximum } = parameter;
  const choices = choicesOf(parameter);
  const types = [parameter.type ?? 'string'].flat();
  const isNumber = types.every((type) => type === 'number' || type === 'integer');
  return (
    <label for={`parameter-${name}`} title={description}>
      {name}
      {choices ? (
        <select
          id={`parameter-${name}`}
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          <option value="">{words.photo.unset}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={`parameter-${name}`}
          {...(isNumber ? numeric : textual)}
          step="any"
          {...(minimum !== undefined && { min: minimum })}
          {...(maximum !== undefined && { max: maximum })}
          value={value}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </label>
  );
}

function choicesOf({ enum: values, type }: TransformParameter): readonly string[] | undefined {
  if (values) return values.map(String);
  return type === 'boolean' ? ['true', 'false'] : undefined;
}
