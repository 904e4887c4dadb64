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
    RELEVANCE: { description: 'By similarity to `search`, most similar first; by code without `search`.' },
    CODE: { description: 'By code.' },
    NAME: { description: 'By name, without regard to case and accents.' },
    TOPIC: { description: 'By topic, then by name.' },
  },
});
