import { registerEnumType } from 'type-graphql';

export enum IndicatorOrder {
  RELEVANCE = 'RELEVANCE',
  CODE = 'CODE',
  NAME = 'NAME',
  TOPIC = 'TOPIC',
}

registerEnumType(IndicatorOrder, {
  name: 'IndicatorOrder',
  description: 'The order of a list of indicators.',
  valuesConfig: {
    RELEVANCE: { description: 'Those that are most like `text` first; by code where no text is given.' },
    CODE: { description: 'By code.' },
    NAME: { description: 'By name, without regard to case and accents.' },
    TOPIC: { description: 'By topic, and by name within each.' },
  },
});
