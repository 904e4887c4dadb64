/** The description of an argument that takes a day. */
export const ON_DAY =
  'The day. Defaults to today in the time zone of the hub (America/Mexico_City), or to the day of the as-of moment.';
