/** A number that a camera can have measured. */
export function measured(value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value) || value <= 0 || value >= 1e7) return undefined;
  return Number(value.toPrecision(6));
}

/** The camera's name once: makers put theirs into the model too, or write it longer. */
export function cameraOf(make: string | undefined, model: string | undefined): string | undefined {
  if (make === undefined || model === undefined) return model ?? make;
  const [maker = ''] = make.split(' ');
  return model.toLowerCase().startsWith(maker.toLowerCase()) ? model : `${make} ${model}`;
}

const moment =
  /^(\d{4})[-:]?(\d\d)[-:]?(\d\d)[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)?$/;

/** As EXIF, XMP and IPTC write it; `undefined` for a day alone, and for what no clock shows. */
export function momentOf(text: string | undefined, offset?: string): string | undefined {
  const [all, year, month, day, hour, minute, second = '00', ownZone] = moment.exec(text ?? '') ?? [];
  if (all === undefined) return undefined;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = Date.parse(`${local}Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== local) return undefined;
  return local + (zoneOf(ownZone) ?? zoneOf(offset) ?? '');
}

function zoneOf(text: string | undefined): string | undefined {
  if (text === 'Z') return text;
  const [, hours, minutes] = /^([+-](?:0\d|1[0-4])):?([0-5]\d)$/.exec(text ?? '') ?? [];
  return hours && `${hours}:${minutes}`;
}

/** The last part of the term's address; some programs write only that. */
export function digitalSourceTypeOf(text: string | undefined): string | undefined {
  const [, term] =
    /^(?:https?:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\/)?([a-zA-Z]{3,60})$/.exec(
      text?.trim() ?? '',
    ) ?? [];
  return term;
}
