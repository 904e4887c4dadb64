// Descriptions of arguments that several fields share.

export const ONLY_STATE = 'Only municipalities of this state. Defaults to all municipalities.';

export const ONLY_MUNICIPALITIES = 'Only municipalities with these codes.';

export const PERIOD = 'The period. Defaults to the newest period with a known value that covers the whole period.';

export const SERIES_CODE = 'The code of the series. Defaults to the newest series with values for the period.';

export const ONLY_CODES = 'Only indicators with these codes, in this order.';
export const ONLY_TOPIC = 'Only indicators of this topic.';
export const ONLY_PILLAR = 'Only indicators of this pillar of open government.';

export const MUNICIPALITY = 'The municipality; null if the catalogue lacks it.';
export const MUNICIPALITY_CODE = "INEGI's code of the municipality.";
