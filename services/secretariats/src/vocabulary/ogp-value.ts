import { registerEnumType } from 'type-graphql';

export enum OgpValue {
  ACCESS_TO_INFORMATION = 'ACCESS_TO_INFORMATION',
  CIVIC_PARTICIPATION = 'CIVIC_PARTICIPATION',
  PUBLIC_ACCOUNTABILITY = 'PUBLIC_ACCOUNTABILITY',
  TECHNOLOGY_AND_INNOVATION = 'TECHNOLOGY_AND_INNOVATION',
}

registerEnumType(OgpValue, {
  name: 'OgpValue',
  description: 'A value of the Open Government Partnership (OGP) to which a commitment is relevant.',
  valuesConfig: {
    ACCESS_TO_INFORMATION: { description: 'The government discloses more or better information.' },
    CIVIC_PARTICIPATION: { description: 'The public gets an opportunity to influence decisions.' },
    PUBLIC_ACCOUNTABILITY: { description: 'Officials must justify their actions and are accountable for them.' },
    TECHNOLOGY_AND_INNOVATION: { description: 'Technology and innovation advance the other three values.' },
  },
});
