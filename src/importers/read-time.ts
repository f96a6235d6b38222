import type { FieldReader } from './field-reader.ts';

const LATEST_MS = Date.UTC(2100, 0, 1);

/** A field with a UTC time in ISO 8601 as milliseconds since 1970; what git and UUIDv7 cannot hold is a fault. */
export function readTime(fields: FieldReader, name: string): number {
  return read(fields, name, /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/u);
}

/** As `readTime`, where the time may be that of another zone, with its distance from UTC. */
export function readMoment(fields: FieldReader, name: string): number {
  return read(
    fields,
    name,
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$/u,
  );
}

function read(fields: FieldReader, name: string, form: RegExp): number {
  const text = fields.text(name);
  const milliseconds = form.test(text) ? Date.parse(text) : Number.NaN;
  if (milliseconds >= 0 && milliseconds < LATEST_MS) return milliseconds;
  fields.refuse(`expected a UTC time between 1970 and 2100 in "${name}", got "${text.slice(0, 40)}"`);
  return 0;
}
