import { registerEnumType } from 'type-graphql';

export enum OgpValue {
  ACCESS_TO_INFORMATION = 'ACCESS_TO_INFORMATION',
  CIVIC_PARTICIPATION = 'CIVIC_PARTICIPATION',
  PUBLIC_ACCOUNTABILITY = 'PUBLIC_ACCOUNTABILITY',
  TECHNOLOGY_AND_INNOVATION = 'TECHNOLOGY_AND_INNOVATION',
}

registerEnumType(OgpValue, {
  name: 'OgpValue',
  description: 'A value of the Open Government Partnership that a commitment is found relevant to.',
  valuesConfig: {
    ACCESS_TO_INFORMATION: { description: 'More or better information is opened to the public.' },
    CIVIC_PARTICIPATION: { description: 'The public gains a way to influence what is decided.' },
    PUBLIC_ACCOUNTABILITY: { description: 'Officials are called upon to justify their acts, and to answer for them.' },
    TECHNOLOGY_AND_INNOVATION: { description: 'Technology and innovation in the service of the other three values.' },
  },
});
