/** The time zone of the hub: a day without an offset is a day there. */
export const HUB_TIME_ZONE = 'America/Mexico_City';

const parts = new Intl.DateTimeFormat('en-CA', { timeZone: HUB_TIME_ZONE });

/** The calendar day of a moment in the time zone of the hub, `YYYY-MM-DD`. */
export const dayOf = (moment: Date): string => parts.format(moment);
